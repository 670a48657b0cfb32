/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.audit.AuditException;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.pipeline.AuditReader;
import org.dicomdeid.pipeline.Pipeline.Settings;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.routes.EvidenceSettings;
import org.dicomdeid.routes.ServiceSettings;
import org.dicomdeid.routes.SettingsException;
import picocli.CommandLine.Option;

/** The receipts that are meant: those of a data folder, or of the service set up in this folder. */
final class AuditSite {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keys and audit store. Default: those of the service that is set up in this folder, on its"
              + " PostgreSQL server where it has one")
  private Path data;

  private ServiceSettings read;

  AuditReader open() throws IOException {
    try {
      return AuditReader.open(settings());
    } catch (NoSuchFileException fault) {
      throw new ConfigurationFault(fault.getFile() + " " + fault.getReason() + ".", fault);
    } catch (KeyException | AuditException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  /** The server that the service has its receipts on. */
  Optional<PostgresAccess> server() {
    return service().evidence().server();
  }

  private Settings settings() throws KeyException {
    if (data != null) {
      return Settings.of(data).withPassphrase(Passphrase.ofEnvironment());
    }
    EvidenceSettings evidence = service().evidence();
    return Settings.of(service().data())
        .withAuthorities(evidence.authorities())
        .withPassphrase(evidence.passphrase())
        .withServer(evidence.server());
  }

  private ServiceSettings service() {
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
