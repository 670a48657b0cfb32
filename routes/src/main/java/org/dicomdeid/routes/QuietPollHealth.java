/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.dicomdeid.processor.ObjectEvent;

/**
 * Camel's check of a consumer without the messages of exceptions, in which there may be names of
 * files and folders of others.
 */
final class QuietPollHealth extends AbstractHealthCheck {

  private final HealthCheck loud;

  QuietPollHealth(HealthCheck loud) {
    super("camel", loud.getId());
    this.loud = loud;
  }

  /** For all consumers that have a check of their own. */
  static void install(CamelContext camel) {
    for (Route route : camel.getRoutes()) {
      if (route.getConsumer() instanceof HealthCheckAware aware
          && aware.getHealthCheck() != null
          && !(aware.getHealthCheck() instanceof QuietPollHealth)) {
        QuietPollHealth quiet = new QuietPollHealth(aware.getHealthCheck());
        quiet.setCamelContext(camel);
        aware.setHealthCheck(quiet);
      }
    }
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Result told = loud.call(options);
    builder.state(told.getState());
    if (told.getState() != State.UP) {
      builder.message(
          told.getError()
              .map(fault -> "polls fail: " + ObjectEvent.nameOf(fault))
              .orElse("not polled yet"));
    }
  }
}
