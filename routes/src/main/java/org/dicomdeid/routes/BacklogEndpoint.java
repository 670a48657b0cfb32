/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.dicomdeid.processor.Workbench;

/**
 * Take de-identified DICOM objects that wait for a destination, in the order in which they came.
 */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "dicom-deid-backlog",
    title = "DICOM De-identification Backlog",
    syntax = "dicom-deid-backlog:destination",
    consumerOnly = true,
    category = {Category.TRANSFORMATION})
public class BacklogEndpoint extends ScheduledPollEndpoint {

  @UriPath(description = "Name of the destination, as the ledger knows it.")
  @Metadata(required = true)
  private String destination;

  @UriParam(description = "Data folder of this endpoint, when it is not the component's.")
  private String data;

  public BacklogEndpoint(String uri, BacklogComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "dicom-deid-backlog endpoints only read; objects come to wait by the template deliver.");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    BacklogConsumer consumer = new BacklogConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  Workbench workbench() throws IOException {
    return getCamelContext().getComponent("dicom-deid", DicomDeidComponent.class).workbench(data);
  }

  public String getDestination() {
    return destination;
  }

  public void setDestination(String destination) {
    this.destination = destination;
  }

  public String getData() {
    return data;
  }

  public void setData(String data) {
    this.data = data;
  }
}
