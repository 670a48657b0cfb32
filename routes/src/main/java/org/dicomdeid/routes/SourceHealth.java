/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether a source could be asked when it was asked last. */
public final class SourceHealth extends AbstractHealthCheck {

  private volatile boolean up;

  /**
   * For one intake; down until it was asked.
   *
   * @param route id of its route
   */
  public SourceHealth(String route) {
    super("dicom-deid", "source-" + route);
  }

  public void up() {
    up = true;
  }

  public void down() {
    up = false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.state(up ? State.UP : State.DOWN);
  }
}
