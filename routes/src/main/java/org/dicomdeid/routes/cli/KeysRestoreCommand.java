/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomdeid.receipt.KeyBackup;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys restore}: makes the key folder of a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes the keys of a backup; never writes over keys.",
    footer = {
      "",
      "Example:",
      "  dicom-deid keys restore keys.backup --backup-passphrase-file safe --data data",
    })
final class KeysRestoreCommand implements Callable<Integer> {

  @Mixin private DataOption data;

  @Option(
      names = "--backup-passphrase-file",
      paramLabel = "FILE",
      description = "Holds the passphrase of the backup, or of the key given with --escrow-key")
  private Path passphrase;

  @Option(
      names = "--escrow-key",
      paramLabel = "FILE",
      description = "Private key (PKCS #8, PEM) of a certificate that the backup was made for")
  private Path key;

  @Parameters(paramLabel = "FILE", description = "The backup")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (passphrase == null && key == null) {
      throw new ParameterException(
          spec.commandLine(), "Say with --backup-passphrase-file or --escrow-key what opens it.");
    }
    Folders.refuseMissing(List.of(file));
    try {
      KeyFolder keys = restore(Files.readAllBytes(file));
      PrintWriter out = spec.commandLine().getOut();
      out.println("Restored the keys to " + data.keys() + ".");
      KeysCommand.print(out, keys);
      return Cli.DONE;
    } catch (KeyException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  private KeyFolder restore(byte[] backup) throws KeyException {
    Optional<Passphrase> opens =
        passphrase == null ? Optional.empty() : Optional.of(Passphrase.ofFile(passphrase));
    return key == null
        ? KeyBackup.restore(backup, opens.orElseThrow(), data.keys(), data.passphrase())
        : KeyBackup.restore(backup, key, opens, data.keys(), data.passphrase());
  }
}
