/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.audit.AuditException;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.PostgresAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit migrate}: makes the tables on a PostgreSQL server, as the role that owns them. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes the tables on the PostgreSQL server, or brings them up to date.",
    description = {
      "",
      "Run as the role that owns the tables, which the service must not be: it gets the rights to read"
          + " and to add, and no others. Address and role of the service are those of the service"
          + " that is set up in this folder (dicom-deid.store.*). Stop the service first.",
      "",
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid audit migrate --owner deid_owner --password-file owner.password",
    })
final class AuditMigrateCommand implements Callable<Integer> {

  private static final String VARIABLE = "DICOM_DEID_STORE_OWNER_PASSWORD";

  @Mixin private AuditSite site;

  @Option(
      names = "--owner",
      paramLabel = "ROLE",
      required = true,
      description = "The role that owns the tables")
  private String owner;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "File with its password. Default: the environment variable " + VARIABLE + ", or none")
  private Path passwordFile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PostgresAccess service =
        site.server()
            .orElseThrow(
                () ->
                    new ConfigurationFault(
                        "The service that is set up in this folder has its audit store in its data"
                            + " folder; name a server with dicom-deid.store.url."));
    try {
      AuditStore.migrate(new PostgresAccess(service.url(), owner, password()), service.role());
    } catch (AuditException | IllegalArgumentException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
    spec.commandLine().getOut().println("The audit store is ready for " + service.role() + ".");
    return Cli.DONE;
  }

  private String password() throws IOException {
    if (passwordFile != null) {
      Folders.refuseMissing(List.of(passwordFile));
      return Files.readString(passwordFile).strip();
    }
    String fromEnvironment = System.getenv(VARIABLE);
    return fromEnvironment == null ? "" : fromEnvironment;
  }
}
