/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Properties;
import org.dicomdeid.routes.ServiceSettings.Management;

/** What the service's settings mean to Camel's own Main. */
final class CamelSettings {

  private CamelSettings() {}

  static Properties of(ServiceSettings settings) {
    Properties camel = new Properties();
    camel.setProperty("camel.main.name", "dicom-deid");
    camel.setProperty("camel.main.routes-include-pattern", ServiceRoutes.TEMPLATES);
    camel.setProperty("camel.main.jmx-enabled", "false");
    camel.setProperty("camel.main.startup-summary-level", "Off");
    camel.setProperty("camel.main.auto-configuration-log-summary", "false");
    camel.setProperty("camel.main.stream-caching-enabled", "false");
    camel.setProperty("camel.main.load-type-converters", "false");
    long seconds = Math.max(1, settings.shutdownTimeout().toSeconds());
    camel.setProperty("camel.main.shutdown-timeout", String.valueOf(seconds));
    // Its list of what is still on its way quotes message headers.
    camel.setProperty("camel.main.shutdown-log-inflight-exchanges-on-timeout", "false");
    camel.setProperty("dicom-deid.template.attempts", "" + settings.retry().attempts());
    camel.setProperty("dicom-deid.template.delay-ms", "" + settings.retry().delay().toMillis());
    camel.setProperty(
        "dicom-deid.template.max-delay-ms", "" + settings.retry().maxDelay().toMillis());
    settings.management().ifPresent(management -> manage(camel, management));
    settings.camel().forEach(camel::setProperty);
    return camel;
  }

  private static void manage(Properties camel, Management management) {
    camel.setProperty("camel.management.enabled", "true");
    camel.setProperty("camel.management.host", management.host());
    camel.setProperty("camel.management.port", String.valueOf(management.port()));
    camel.setProperty("camel.management.health-check-enabled", "true");
    camel.setProperty("camel.management.health-path", "/health");
    camel.setProperty("camel.management.metrics-enabled", "true");
    camel.setProperty("camel.health.enabled", "true");
    camel.setProperty("camel.health.exposure-level", "full");
    camel.setProperty("camel.metrics.enabled", "true");
    camel.setProperty("camel.metrics.path", "/metrics");
    camel.setProperty("camel.metrics.binders", "jvm-memory,jvm-gc,processor,uptime");
    camel.setProperty("camel.metrics.enable-exchange-event-notifier", "false");
    camel.setProperty("camel.metrics.enable-route-event-notifier", "false");
    // A timer of each route for each object: twice the work of our own, which tell more.
    camel.setProperty("camel.metrics.enable-route-policy", "false");
  }
}
