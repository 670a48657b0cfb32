/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;
import org.dicomdeid.routes.http.HttpRoutes;

/** Makes one route of a template for each intake and each destination of the settings. */
final class ServiceRoutes extends RouteBuilder {

  /** The templates, named one by one so that nothing scans the class path. */
  static final String TEMPLATES =
      Stream.concat(
              Stream.of(
                  "faults",
                  "quarantine",
                  "send",
                  "send-folder",
                  "send-sftp",
                  "send-http",
                  "send-stow",
                  "deliver",
                  "backlog",
                  "object",
                  "unpack",
                  "folder-intake",
                  "sftp-intake",
                  "web-source"),
              HttpRoutes.TEMPLATES.stream())
          .map(name -> "classpath:dicom-deid/" + name + ".yaml")
          .collect(Collectors.joining(","));

  private final ServiceSettings settings;

  ServiceRoutes(ServiceSettings settings) {
    this.settings = settings;
  }

  @Override
  public void configure() {
    templatedRoute("quarantine")
        .routeId("quarantine")
        .parameter("folder", settings.quarantine().toString());
    settings.destinations().forEach(this::deliver);
    settings.intakes().forEach(this::watch);
    settings.http().map(HttpRoutes::delivered).ifPresent(all -> all.forEach(this::takeIn));
  }

  private void deliver(Destination destination) {
    String name = destination.name();
    templatedRoute("deliver").routeId("deliver-" + name).parameter("name", name);
    templatedRoute("backlog").routeId("backlog-" + name).parameter("name", name);
    new SendRoute(this, settings.data()).add(destination);
  }

  private void watch(Intake intake) {
    takeIn(intake);
    new IntakeRoute(this, settings.retry()).add(intake);
  }

  /** The one way of all objects of an intake, whatever brings them. */
  private void takeIn(Intake intake) {
    object(intake.name(), intake.policy(), intake.destinations())
        .parameter("together", String.valueOf(intake.threads()))
        .parameter("refusalAge", millis(intake.refusalAge()));
    unpack(intake.name(), intake.policy()).parameter("refusalAge", millis(intake.refusalAge()));
  }

  private void takeIn(HttpRoutes.Delivered way) {
    object(way.intake(), way.policy(), way.destinations())
        .parameter("redactPixels", String.valueOf(way.redactsPixels()));
    unpack(way.intake(), way.policy());
  }

  private TemplatedRouteDefinition unpack(String name, String policy) {
    return templatedRoute("unpack")
        .routeId("unpack-" + name)
        .parameter("name", name)
        .parameter("policy", policy);
  }

  private TemplatedRouteDefinition object(String name, String policy, List<String> destinations) {
    TemplatedRouteDefinition route =
        templatedRoute("object")
            .routeId("object-" + name)
            .parameter("name", name)
            .parameter("policy", policy)
            .parameter("destinations", String.join(",", destinations));
    String receiptTo =
        settings.destinations().stream()
            .filter(each -> each.receipts() && destinations.contains(each.name()))
            .map(Destination::name)
            .collect(Collectors.joining(","));
    optional(route, "receiptTo", receiptTo);
    return route;
  }

  private static void optional(TemplatedRouteDefinition route, String name, String value) {
    if (!value.isEmpty()) {
      route.parameter(name, value);
    }
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
