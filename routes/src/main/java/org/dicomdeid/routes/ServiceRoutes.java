/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;

/** Makes one route of a template for each intake and each destination of the settings. */
final class ServiceRoutes extends RouteBuilder {

  /** The templates, named one by one so that nothing scans the class path. */
  static final String TEMPLATES =
      List.of(
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
              "folder-intake")
          .stream()
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
  }

  private void deliver(Destination destination) {
    String name = destination.name();
    templatedRoute("deliver").routeId("deliver-" + name).parameter("name", name);
    templatedRoute("backlog").routeId("backlog-" + name).parameter("name", name);
    new SendRoute(this, settings.data()).add(destination);
  }

  private void watch(Intake intake) {
    takeIn(intake);
    Duration lockTimeout = intake.minAge().plus(intake.checkInterval().multipliedBy(4));
    TemplatedRouteDefinition route =
        templatedRoute("folder-intake")
            .routeId("intake-" + intake.name())
            .parameter("name", intake.name())
            .parameter("folder", intake.folder().toString())
            .parameter("recursive", String.valueOf(intake.recursive()))
            .parameter("readLock", intake.readLock())
            .parameter("minAge", millis(intake.minAge()))
            .parameter("checkInterval", millis(intake.checkInterval()))
            .parameter("lockTimeout", millis(lockTimeout))
            .parameter("delete", String.valueOf(intake.moveTo().isEmpty()))
            .parameter("delay", millis(intake.pollDelay()))
            .parameter("rest", millis(settings.retry().delay()))
            .parameter("longestRest", millis(settings.retry().maxDelay()))
            .parameter("threads", String.valueOf(intake.threads()));
    optional(route, "include", intake.include());
    optional(route, "exclude", intake.exclude());
    optional(
        route,
        "doneFileName",
        intake.doneSuffix().isEmpty() ? "" : "${file:name}" + intake.doneSuffix());
    optional(route, "move", intake.moveTo().map(Path::toString).orElse(""));
  }

  /** The one way of all objects of an intake, whatever brings them. */
  private void takeIn(Intake intake) {
    TemplatedRouteDefinition route =
        templatedRoute("object")
            .routeId("object-" + intake.name())
            .parameter("name", intake.name())
            .parameter("policy", intake.policy())
            .parameter("destinations", String.join(",", intake.destinations()))
            .parameter("refusalAge", millis(intake.refusalAge()));
    String receiptTo =
        settings.destinations().stream()
            .filter(each -> each.receipts() && intake.destinations().contains(each.name()))
            .map(Destination::name)
            .collect(Collectors.joining(","));
    optional(route, "receiptTo", receiptTo);
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
