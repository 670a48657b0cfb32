/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import com.jcraft.jsch.JSch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.dicomdeid.processor.EventLog;
import org.dicomdeid.processor.ObjectObserver;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.TsaSettings;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;
import org.dicomdeid.routes.http.HttpApi;
import org.dicomdeid.routes.http.HttpRoutes;
import org.dicomdeid.routes.http.HttpSettings;
import org.dicomdeid.routes.trail.AuditTrail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of one service, with its health and metrics. */
final class RunningService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

  private final Main main = new Main();

  /** Null when no audit messages are sent. */
  private final AuditTrail trail;

  /**
   * Prepares all of it.
   *
   * @throws IOException when audit messages are asked for, and the folder that keeps them or the
   *     certificates cannot be used
   */
  RunningService(ServiceSettings settings) throws IOException {
    checkNoMoreThanOffered();
    MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    DicomDeidComponent component = new DicomDeidComponent();
    component.setData(settings.data().toString());
    component.setReceipts(settings.receipts());
    component.setEvidence(settings.evidence());
    component.setArchiveEntries(settings.archives().entries());
    component.setArchiveBytes(settings.archives().bytes());
    component.setArchiveRatio(settings.archives().ratio());
    component.setArchiveDepth(settings.archives().depth());
    component.setPixelThreads(settings.pixels().inferences());
    component.setDeviceCatalog(settings.pixels().deviceCatalog().map(Path::toString).orElse(null));
    component.setOutlets(
        settings.destinations().stream()
            .collect(Collectors.toMap(Destination::name, Destination::outlet)));
    component.setBounds(settings.bounds());
    trail = trail(settings, meters);
    ObjectObserver logged = new EventLog().and(new ObjectMetrics(meters));
    ObjectObserver observer = trail == null ? logged : logged.and(trail);
    gauges(settings, meters);
    SiteFilesHealth.register(component.siteFiles(), settings, meters);
    main.bind("health-site-files", new SiteFilesHealth(component.siteFiles()));
    List<String> authorities =
        settings.evidence().authorities().stream().map(TsaSettings::name).distinct().toList();
    StampGauges.register(component::receiptLog, authorities, meters);
    Gauge.builder(
            "dicomdeid.checkpoint.push.failing.seconds", component, RunningService::pushFailing)
        .description("How long pushes of checkpoints have failed, 0 when the last one was taken")
        .strongReference(true)
        .register(meters);
    List<String> destinations = settings.destinations().stream().map(Destination::name).toList();
    new BacklogGauges(component).register(meters, destinations);
    if (settings.management().isPresent()) {
      main.addMainListener(new Health(new DestinationsHealth(component, destinations)));
      main.addMainListener(
          new Health(new StampsHealth(component, settings.evidence().pendingAlert())));
      settings
          .evidence()
          .push()
          .ifPresent(
              push -> main.addMainListener(new Health(new PushHealth(component, push.interval()))));
    }
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setInitialProperties(CamelSettings.of(settings));
    main.bind("dicom-deid", component);
    main.bind("dicomDeidObserver", observer);
    main.bind("metricsRegistry", meters);
    FolderHealth.of(settings).forEach(each -> main.bind("health-" + each.getId(), each));
    main.addMainListener(new StartLine());
    main.configure().addRoutesBuilder(new ServiceRoutes(settings));
    settings.http().ifPresent(http -> serve(http, settings, meters));
  }

  /**
   * Before each connection, JSch makes a key pair by each key exchange that its Java may lack, also
   * by those that it does not offer: a second of one processor for the first.
   */
  private static void checkNoMoreThanOffered() {
    Set<String> offered = Set.of(JSch.getConfig("kex").split(",", -1));
    String checked =
        Stream.of(JSch.getConfig("CheckKexes").split(",", -1))
            .filter(offered::contains)
            .collect(Collectors.joining(","));
    JSch.setConfig("CheckKexes", checked);
  }

  /** In seconds; NaN when none are pushed. */
  private static double pushFailing(DicomDeidComponent component) {
    return component
        .checkpointPush()
        .map(
            push ->
                push.failingSince()
                    .map(since -> Duration.between(since, Instant.now()).toMillis() / 1e3)
                    .orElse(0.0))
        .orElse(Double.NaN);
  }

  private static AuditTrail trail(ServiceSettings settings, MeterRegistry meters)
      throws IOException {
    if (settings.trail().isEmpty()) {
      return null;
    }
    AuditTrail trail = AuditTrail.start(settings.trail().get(), settings.data());
    Gauge.builder("dicomdeid.audit.messages.waiting", trail, AuditTrail::waiting)
        .description("DICOM audit messages that the repository has not taken yet")
        .strongReference(true)
        .register(meters);
    Gauge.builder("dicomdeid.audit.messages.lost", trail, AuditTrail::lost)
        .description("DICOM audit messages since the start that could not be kept")
        .strongReference(true)
        .register(meters);
    return trail;
  }

  private void serve(HttpSettings http, ServiceSettings settings, MeterRegistry meters) {
    HttpApi api = new HttpApi(http, settings.data());
    if (trail != null) {
      api.onStranger(trail::stranger);
    }
    main.addMainListener(new ApiDoor(api, http));
    if (settings.management().isPresent()) {
      main.addMainListener(new Health(api.health()));
    }
    main.configure().addRoutesBuilder(new HttpRoutes(http, settings.data()));
    Gauge.builder("dicomdeid.http.jobs", api, HttpApi::unfinishedJobs)
        .description("Jobs that wait or are worked on")
        .strongReference(true)
        .register(meters);
    Gauge.builder("dicomdeid.http.requests", api, HttpApi::requests)
        .description("Requests that are worked on")
        .strongReference(true)
        .register(meters);
  }

  /** Opens the API before the routes are made, and closes it before they stop. */
  private static final class ApiDoor extends MainListenerSupport {

    private final HttpApi api;
    private final HttpSettings settings;

    ApiDoor(HttpApi api, HttpSettings settings) {
      this.api = api;
      this.settings = settings;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
      try {
        CamelContext camel = main.getCamelContext();
        var component = camel.getComponent("dicom-deid", DicomDeidComponent.class);
        Map<String, Supplier<Profile>> profiles = new HashMap<>();
        for (Map.Entry<String, String> policy : settings.policies().entrySet()) {
          profiles.put(policy.getKey(), component.siteFiles().profile(policy.getValue()));
        }
        api.open(camel, component.openPipeline(), component::pressureOn, profiles);
      } catch (Exception e) {
        throw new IllegalStateException("the HTTP API cannot be opened", e);
      }
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
      api.closing();
    }
  }

  private static void gauges(ServiceSettings settings, MeterRegistry meters) {
    for (Intake intake : settings.intakes()) {
      Backlog backlog = new Backlog(intake.folder(), "");
      Gauge.builder("dicomdeid.backlog.files", backlog, Backlog::files)
          .description("Files that wait in an intake folder, up to 100,000")
          .tag("route", "intake-" + intake.name())
          .strongReference(true)
          .register(meters);
    }
    Backlog held = new Backlog(settings.quarantine(), ".dcm");
    Gauge.builder("dicomdeid.quarantine.files", held, Backlog::files)
        .description("Objects that are held in quarantine, up to 100,000")
        .strongReference(true)
        .register(meters);
  }

  /** Makes a check of our own known. */
  private static final class Health extends MainListenerSupport {

    private final HealthCheck check;

    Health(HealthCheck check) {
      this.check = check;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
      HealthCheckRegistry.get(main.getCamelContext()).register(check);
    }
  }

  /** For an operator who waits, and for scripts. */
  private static final class StartLine extends MainListenerSupport {
    @Override
    public void afterStart(BaseMainSupport main) {
      QuietPollHealth.install(main.getCamelContext());
      Duration up =
          Duration.between(
              ProcessHandle.current().info().startInstant().orElse(Instant.now()), Instant.now());
      LOG.atInfo().addKeyValue("millis", up.toMillis()).log("started");
    }
  }

  /** Returns when all routes run. */
  void start() throws Exception {
    main.start();
    // Main tells its listeners only when it runs until it is stopped.
    QuietPollHealth.install(main.getCamelContext());
  }

  /** Runs until the process is asked to stop, and until objects on their way are done. */
  int runUntilStopped() throws Exception {
    main.run();
    return main.getExitCode();
  }

  Main main() {
    return main;
  }

  @Override
  public void close() {
    main.stop();
    if (trail != null) {
      trail.close();
    }
  }
}
