/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.pipeline.Quarantine;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.routes.ServiceSettings;
import org.dicomdeid.routes.ServiceSettings.Intake;
import org.dicomdeid.routes.SettingsException;
import org.dicomdeid.routes.trail.TrailSettings;
import picocli.CommandLine.Option;

/** Folders of the service whose settings apply in the working folder, unless named. */
final class SiteFolders {

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "The quarantine. Default: that of the service that is set up in this folder")
  private Path quarantine;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keys and records. Default: that of the service that is set up in this folder")
  private Path data;

  private ServiceSettings read;

  /** Tidied up first, so that what a killed command had taken out is in sight. */
  Path quarantine() throws IOException {
    Path folder = quarantine != null ? quarantine : settings().quarantine();
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationFault(
          "There is no quarantine folder "
              + folder
              + ". Say with --quarantine where it is, or stand in the folder of the service.");
    }
    new Quarantine(folder).sweep();
    return folder;
  }

  Path data() {
    return data != null ? data : settings().data();
  }

  /** What opens the keys; that of the environment when both folders were named. */
  Optional<Passphrase> passphrase() {
    try {
      return data != null && quarantine != null
          ? Passphrase.ofEnvironment()
          : settings().passphrase();
    } catch (KeyException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  /** Where audit messages go; empty when none are sent, or both folders were named. */
  Optional<TrailSettings> trail() {
    return data != null && quarantine != null ? Optional.empty() : settings().trail();
  }

  Intake intake(String name) {
    List<Intake> all = settings().intakes();
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationFault(
                    "The service has no intake of that name; it has "
                        + String.join(", ", all.stream().map(Intake::name).toList())
                        + "."));
  }

  private ServiceSettings settings() {
    if (read == null) {
      try {
        read =
            ServiceSettings.read(Path.of(""), System.getenv(), System.getProperties(), List.of());
      } catch (SettingsException fault) {
        throw new ConfigurationFault(fault.getMessage(), fault);
      }
    }
    return read;
  }
}
