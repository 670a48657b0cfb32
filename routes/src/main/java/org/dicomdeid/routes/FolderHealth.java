/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;

/**
 * Whether a folder that the service lives on can be used: {@code data}, {@code quarantine}, {@code
 * intake-NAME}, {@code destination-NAME}. A destination that is down shows in {@code /health} and
 * leaves {@code /health/ready} alone, for objects are taken all the same.
 */
final class FolderHealth extends AbstractHealthCheck {

  private final Path folder;
  private final boolean own;
  private final boolean readiness;

  private FolderHealth(String id, Path folder, boolean own, boolean readiness) {
    super("dicom-deid", id);
    this.folder = folder;
    this.own = own;
    this.readiness = readiness;
  }

  /** One for each folder of the settings. */
  static List<FolderHealth> of(ServiceSettings settings) {
    List<FolderHealth> all = new ArrayList<>();
    all.add(new FolderHealth("data", settings.data(), true, true));
    all.add(new FolderHealth("quarantine", settings.quarantine(), true, true));
    for (Intake each : settings.intakes()) {
      all.add(new FolderHealth("intake-" + each.name(), each.folder(), false, true));
    }
    for (Destination each : settings.destinations()) {
      each.folder()
          .ifPresent(
              it -> all.add(new FolderHealth("destination-" + each.name(), it, false, false)));
    }
    return all;
  }

  @Override
  public boolean isReadiness() {
    return readiness;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    String fault = fault();
    if (fault == null) {
      builder.up();
    } else {
      builder.down().message(fault);
    }
  }

  /** Null when all is well. */
  private String fault() {
    if (!Files.isDirectory(folder)) {
      return "the folder is not there";
    }
    if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
      return "the folder cannot be read and written by this user";
    }
    return own ? probe() : null;
  }

  /** Rights do not tell of a full disk or of a file system that went read-only. */
  private String probe() {
    Path file = folder.resolve(".probe-" + UUID.randomUUID());
    try {
      Files.write(file, new byte[] {1});
      return null;
    } catch (IOException e) {
      return "nothing can be written to the folder; is the disk full?";
    } finally {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
