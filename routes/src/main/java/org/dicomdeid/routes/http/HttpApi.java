/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheck;
import org.dicomdeid.deidentify.Pseudonyms;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API of one service: opened before its routes are made, let in to once they run. */
public final class HttpApi {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final long SWEEP_SECONDS = 60;

  private static final String UPLOADS = "uploads";

  /** Where uploads and jobs lie, below the folder of the API. */
  static final List<String> FOLDERS =
      List.of(UPLOADS, JobStore.WAITING, JobStore.STATES, JobStore.RESULTS);

  private final HttpSettings settings;
  private final Path folder;
  private final ApiGate gate;
  private JobStore jobs;
  private ApiServer server;

  /**
   * Touches nothing yet.
   *
   * @param data of the service; everything that is uploaded lies below it
   */
  public HttpApi(HttpSettings settings, Path data) {
    this.settings = settings;
    this.folder = folder(data);
    this.gate =
        new ApiGate(
            settings.limits(),
            new TokenRegistry(new TokenFile(settings.tokens())),
            new RateLimit(settings.limits().ratePerMinute(), System::nanoTime),
            Set.of(Paths.OPENAPI));
  }

  /** What is done when a request shows no token that is known; to be said before it opens. */
  public void onStranger(Runnable told) {
    gate.onStranger(told);
  }

  static Path folder(Path data) {
    return data.resolve("http");
  }

  /** Jobs that are not done. */
  public int unfinishedJobs() {
    return jobs == null ? 0 : jobs.unfinished();
  }

  /** Requests that are worked on. */
  public int requests() {
    return gate.working();
  }

  /** Where it is served; the port is known once it listens. */
  public int port() {
    return server.getPort();
  }

  /**
   * Opens the folders, listens, and gives the routes what they need; requests are let in once all
   * routes run.
   *
   * @param room for what is uploaded
   * @param profiles by the names that requests use, each as it is when asked
   * @param pipeline of the data folder, which is this process's alone once it is open
   */
  public void open(
      CamelContext camel, Pipeline pipeline, Room room, Map<String, Supplier<Profile>> profiles)
      throws Exception {
    gate.watch(room);
    jobs = new JobStore(folder, settings.jobs());
    Spool spool = new Spool(folder.resolve(UPLOADS));
    Policies policies = new Policies(profiles, settings.policy());
    ProducerTemplate producer = camel.createProducerTemplate();
    producer.start();
    JobOperation job = new JobOperation(jobs, pipeline);
    ReceiptOperation receipt = new ReceiptOperation(pipeline, spool);
    InstanceNames names = new InstanceNames(new Pseudonyms(pipeline.keys().pseudonymSecret()));
    Map<String, Operation> operations =
        Map.of(
            "openapi", request -> description(),
            "sanitize",
                new SanitizeOperation(
                    pipeline, policies, spool, jobs, new Ways(settings), producer),
            "job", job::state,
            "job-object", job::object,
            "receipt", receipt::find,
            "verify", receipt::verify,
            "store", new StoreOperation(spool, jobs, policies, settings, names));
    operations.forEach(
        (name, operation) ->
            camel
                .getRegistry()
                .bind(HttpRoutes.BEAN + name, new ApiProcessor(gate, name, operation)));
    camel.getRegistry().bind(HttpRoutes.BEAN + "job-start", new JobStart(jobs, pipeline));
    camel.getRegistry().bind(HttpRoutes.BEAN + "keep", new KeepResult());
    var configuration = ApiServer.configuration(settings);
    camel.getRegistry().bind("dicomDeidHttpServer", configuration);
    server = new ApiServer(settings, configuration, gate);
    camel.addService(server, true, true);
    camel.addStartupListener(
        new ExtendedStartupListener() {
          @Override
          public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // Routes may not run yet.
          }

          @Override
          public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            ready();
          }
        });
    ScheduledExecutorService sweeper =
        camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "http-sweep");
    // It runs as long as the service does, and tells of its faults itself.
    var unused = sweeper.scheduleWithFixedDelay(this::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  /** Lets requests in. */
  private void ready() {
    gate.open();
    LOG.atInfo()
        .addKeyValue("host", settings.host())
        .addKeyValue("port", port())
        .addKeyValue("tls", settings.tls().isPresent())
        .log("HTTP API is served");
  }

  /** Whether requests can be taken, and kept. */
  public HealthCheck health() {
    return new ApiHealth(this, settings, folder);
  }

  boolean letsIn() {
    return gate.letsIn();
  }

  /** Turns new requests away; those that were let in go on. */
  public void closing() {
    gate.close();
  }

  private void sweep() {
    try {
      jobs.sweep(Instant.now());
    } catch (IOException | RuntimeException e) {
      LOG.warn("old jobs could not be cleared ({})", e.getClass().getName());
    }
  }

  private static Answer description() throws IOException {
    try (InputStream in = HttpApi.class.getResourceAsStream("openapi.json")) {
      return Answer.of(200, "application/json", in.readAllBytes());
    }
  }
}
