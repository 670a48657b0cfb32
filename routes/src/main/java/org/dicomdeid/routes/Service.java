/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.dicomdeid.pipeline.Engine;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;
import org.dicomdeid.routes.http.HttpSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code run}: watches folders until it is asked to stop. */
public final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final int CONFIGURATION = 2;

  private final Path folder;
  private final Map<String, String> environment;
  private final Properties system;
  private final PrintStream errors;

  /** In the working folder, with the environment and the system properties of this process. */
  public Service() {
    this(Path.of(""), System.getenv(), System.getProperties(), System.err);
  }

  Service(Path folder, Map<String, String> environment, Properties system, PrintStream errors) {
    this.folder = folder;
    this.environment = environment;
    this.system = system;
    this.errors = errors;
  }

  /**
   * Returns when the service was stopped.
   *
   * @param overrides settings as {@code key=value}, stronger than all others
   * @return exit status: 0 when it was asked to stop, 1 when it failed, 2 when a setting cannot be
   *     used, which is then said on standard error
   */
  public int run(String[] overrides) {
    ServiceSettings settings;
    try {
      settings = ServiceSettings.read(folder, environment, system, List.of(overrides));
      if (settings.management().isPresent()) {
        ManagementAddress.requireFree(settings.management().get());
      }
      if (settings.http().isPresent()) {
        HttpSettings http = settings.http().get();
        ManagementAddress.requireFree("dicom-deid.http", http.host(), http.port());
      }
      ServiceFolders.make(settings);
    } catch (SettingsException e) {
      errors.println(e.getMessage());
      return CONFIGURATION;
    }
    Logging.jsonLines();
    announce(settings);
    FileNameEncoding.warnUnlessUtf8(system);
    try (RunningService service = new RunningService(settings)) {
      int status = service.runUntilStopped();
      LOG.info("stopped");
      return status;
    } catch (Exception e) {
      return StartFault.report(e, errors);
    }
  }

  private static void announce(ServiceSettings settings) {
    LOG.atInfo()
        .addKeyValue("version", Engine.VERSION)
        .addKeyValue("java", Runtime.version().toString())
        .addKeyValue("pid", ProcessHandle.current().pid())
        .addKeyValue("data", settings.data())
        .addKeyValue("quarantine", settings.quarantine())
        .addKeyValue("receipts", settings.receipts())
        .addKeyValue(
            "intakes",
            settings.intakes().stream().map(Service::text).collect(Collectors.joining("; ")))
        .addKeyValue(
            "destinations",
            settings.destinations().stream().map(Service::text).collect(Collectors.joining("; ")))
        .addKeyValue(
            "management",
            settings.management().map(it -> it.host() + ":" + it.port()).orElse("off"))
        .addKeyValue("http", settings.http().map(it -> it.host() + ":" + it.port()).orElse("off"))
        .log("starting");
  }

  private static String text(Intake intake) {
    return intake.name()
        + " "
        + intake.source().map(RemoteSource::toString).orElse(intake.folder().toString())
        + " "
        + intake.policy()
        + " to "
        + String.join(",", intake.destinations());
  }

  /** Without the options of the endpoint, among which there may be a password. */
  private static String text(Destination destination) {
    return destination.name() + " " + destination.uri().split("\\?", 2)[0];
  }
}
