/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code dicom-deid-backlog:destination}: what waits for a destination. */
@Component("dicom-deid-backlog")
public class BacklogComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    BacklogEndpoint endpoint = new BacklogEndpoint(uri, this);
    endpoint.setDestination(remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
