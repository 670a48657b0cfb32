/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.dicomdeid.archive.ArchiveLimits;
import org.dicomdeid.pipeline.PixelSettings;
import org.dicomdeid.processor.OutletSettings;
import org.dicomdeid.processor.Pressure;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.routes.http.HttpSettings;
import org.dicomdeid.routes.trail.TrailSettings;

/**
 * How the service is to run; {@code application.properties} says what each key means.
 *
 * @param data keys, audit store, files at work
 * @param quarantine what could not be delivered, whole
 * @param receipts whether operations leave a receipt and are remembered
 * @param evidence who stamps receipts, what opens the keys, where receipts are kept and how
 * @param trail the repository of DICOM audit messages; empty when none are sent
 * @param archives bounds on what an archive may grow to
 * @param pixels what searching pixels for text may use
 * @param management where health and metrics are served; empty when they are not
 * @param shutdownTimeout how long objects on their way may take when the service is stopped
 * @param http the HTTP API; empty when it is off
 * @param camel further keys, which Camel itself checks
 */
public record ServiceSettings(
    Path data,
    Path quarantine,
    boolean receipts,
    EvidenceSettings evidence,
    Optional<TrailSettings> trail,
    ArchiveLimits archives,
    PixelSettings pixels,
    Optional<Management> management,
    Retry retry,
    Pressure.Bounds bounds,
    Duration shutdownTimeout,
    Optional<HttpSettings> http,
    List<Intake> intakes,
    List<Destination> destinations,
    Map<String, String> camel) {

  /** Address of the management server; port 0 takes a free one. */
  public record Management(String host, int port) {}

  /** How often a passing fault is tried again, and how long the first and the longest pause is. */
  public record Retry(int attempts, Duration delay, Duration maxDelay) {}

  /**
   * A folder that is watched, or a server that objects are fetched from.
   *
   * @param folder where files lie, or where fetched ones lie while they are on their way
   * @param source the server; empty for a folder
   * @param destinations names
   * @param include ANT patterns separated by commas; empty for all
   * @param exclude ANT patterns separated by commas; empty for none
   * @param readLock {@code changed} or {@code none}
   * @param doneSuffix a file is taken once one with this suffix to its name is there; empty to take
   *     files as they are
   * @param moveTo where the source goes after the commit; it is deleted when empty
   */
  public record Intake(
      String name,
      Path folder,
      Optional<RemoteSource> source,
      String policy,
      List<String> destinations,
      boolean recursive,
      String include,
      String exclude,
      String readLock,
      Duration minAge,
      Duration checkInterval,
      Duration refusalAge,
      String doneSuffix,
      Optional<Path> moveTo,
      Duration pollDelay,
      int threads) {}

  /**
   * Where objects go.
   *
   * @param uri a Camel endpoint
   * @param receipts whether the receipt goes there too
   * @param replace whether other content under the same name is overwritten
   * @param outlet which objects are for it, and how often it is tried
   */
  public record Destination(
      String name,
      String uri,
      boolean receipts,
      boolean replace,
      OutletSettings outlet,
      ServerAccess access) {

    DestinationKind kind() {
      return DestinationKind.of(uri);
    }

    /** The folder, when it is one. */
    Optional<Path> folder() {
      return uri.startsWith("file:")
          ? Optional.of(Path.of(uri.substring("file:".length()).split("\\?", 2)[0]))
          : Optional.empty();
    }
  }

  /** What opens encrypted keys; empty when they are plain. */
  public Optional<Passphrase> passphrase() {
    return evidence.passphrase();
  }

  /**
   * Reads all sources: packed defaults, {@code application.properties} in the folder, environment,
   * system properties, and {@code key=value} arguments; the later ones win.
   *
   * @param folder that relative paths are relative to
   */
  public static ServiceSettings read(
      Path folder, Map<String, String> environment, Properties system, List<String> arguments)
      throws SettingsException {
    return SettingsReader.read(
        SettingSources.packed(),
        SettingSources.site(folder, environment, system, arguments),
        folder);
  }
}
