/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: what the audit store has, and whether it is as it was written. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Verifies, searches and exports the receipts of a site.",
    description = {
      "",
      "Works beside a running service where the store is on a PostgreSQL server; a store in the data"
          + " folder is open to one process at a time.",
      "",
    },
    synopsisSubcommandLabel = "(verify | search | export | migrate)",
    subcommands = {
      AuditVerifyCommand.class,
      AuditSearchCommand.class,
      AuditExportCommand.class,
      AuditMigrateCommand.class
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid audit verify",
    })
final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: verify, search, export or migrate.");
  }
}
