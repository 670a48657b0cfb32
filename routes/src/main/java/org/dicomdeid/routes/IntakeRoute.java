/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.routes.ServiceSettings.Intake;
import org.dicomdeid.routes.ServiceSettings.Retry;
import org.dicomdeid.routes.web.WebQuestion;
import org.dicomdeid.routes.web.WebSource;

/** The route that takes in from one folder or server, by what the intake is. */
final class IntakeRoute {

  private final RouteBuilder routes;
  private final Retry retry;

  IntakeRoute(RouteBuilder routes, Retry retry) {
    this.routes = routes;
    this.retry = retry;
  }

  void add(Intake intake) {
    if (intake.source().isEmpty()) {
      folder(intake);
    } else if (intake.source().get().isSftp()) {
      sftp(intake, intake.source().get());
    } else {
      web(intake, intake.source().get());
    }
  }

  private void folder(Intake intake) {
    Duration lockTimeout = intake.minAge().plus(intake.checkInterval().multipliedBy(4));
    TemplatedRouteDefinition route =
        files("folder-intake", intake)
            .parameter("folder", intake.folder().toString())
            .parameter("readLock", intake.readLock())
            .parameter("minAge", millis(intake.minAge()))
            .parameter("checkInterval", millis(intake.checkInterval()))
            .parameter("lockTimeout", millis(lockTimeout))
            .parameter("rest", millis(retry.delay()))
            .parameter("longestRest", millis(retry.maxDelay()))
            .parameter("delete", String.valueOf(intake.moveTo().isEmpty()));
    optional(route, "move", intake.moveTo().map(Path::toString).orElse(""));
  }

  private void sftp(Intake intake, RemoteSource source) {
    boolean atOnce = intake.readLock().equals("none");
    ServerAccess access = source.access();
    TemplatedRouteDefinition route = files("sftp-intake", intake);
    access.password().ifPresent(it -> route.parameter("password", secret("password", intake, it)));
    access.privateKey().ifPresent(it -> route.parameter("privateKeyFile", it.toString()));
    access
        .passphrase()
        .ifPresent(it -> route.parameter("passphrase", secret("passphrase", intake, it)));
    boolean byKey = access.privateKey().isPresent();
    route
        .parameter("address", source.sftpAddress())
        .parameter("user", access.user().orElseThrow())
        .parameter("authentications", byKey ? "publickey" : "password,keyboard-interactive")
        .parameter("knownHostsFile", access.knownHosts().orElseThrow().toString())
        .parameter("local", intake.folder().toString())
        .parameter("minAge", atOnce ? "0" : millis(intake.minAge()))
        .parameter("release", source.moveTo().isEmpty() ? "delete" : "move:" + source.moveTo())
        .parameter("timeout", millis(source.access().timeout()));
  }

  private void web(Intake intake, RemoteSource source) {
    String route = "intake-" + intake.name();
    CamelContext camel = routes.getContext();
    PollFaults faults = new PollFaults(route);
    faults.setCamelContext(camel);
    SourceHealth health = new SourceHealth(route);
    HealthCheckRegistry checks = HealthCheckRegistry.get(camel);
    if (checks != null) {
      checks.register(health);
    }
    String bean = "dicomDeidWebSource-" + intake.name();
    camel.getRegistry().bind(bean, webSource(intake, source, faults, health));
    template("web-source", intake)
        .parameter("source", bean)
        .parameter("server", source.uri().getScheme() + "://" + source.uri().getRawAuthority())
        .parameter("timeout", millis(source.access().timeout()));
  }

  private static WebSource webSource(
      Intake intake, RemoteSource source, PollFaults faults, SourceHealth health) {
    try {
      String scope =
          String.join(
              "\n",
              source.uri().toString(),
              Profiles.load(intake.policy()).digest(),
              String.join(",", intake.destinations()));
      return new WebSource(
          source.dicomWeb()
              ? new WebQuestion.DicomWeb(source.uri(), source.query())
              : new WebQuestion.Links(source.uri(), source.query()),
          source.access().token().map(it -> "Bearer " + it),
          intake.folder(),
          source.maxBytes(),
          scope,
          faults,
          health);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProfileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What all that list files have in common. */
  private TemplatedRouteDefinition files(String template, Intake intake) {
    TemplatedRouteDefinition route =
        template(template, intake)
            .parameter("recursive", String.valueOf(intake.recursive()))
            .parameter("threads", String.valueOf(intake.threads()));
    optional(route, "include", intake.include());
    optional(route, "exclude", intake.exclude());
    optional(
        route,
        "doneFileName",
        intake.doneSuffix().isEmpty() ? "" : "${file:name}" + intake.doneSuffix());
    return route;
  }

  private TemplatedRouteDefinition template(String template, Intake intake) {
    return routes
        .templatedRoute(template)
        .routeId("intake-" + intake.name())
        .parameter("name", intake.name())
        .parameter("delay", millis(intake.pollDelay()));
  }

  /** Bound as a bean, so that it is in no address that something could log. */
  private String secret(String kind, Intake intake, String value) {
    String bean = "dicomDeidIntakeSecret-" + kind + "-" + intake.name();
    routes.getContext().getRegistry().bind(bean, value);
    return "#bean:" + bean;
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
