/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.KeyBackup;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.OwnerOnly;
import org.dicomdeid.receipt.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys backup}: all keys in one encrypted file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Writes all keys to one encrypted file, to restore them elsewhere.",
    description = {
      "",
      "For a passphrase of its own, or in escrow: for the holders of RSA certificates, without whom"
          + " nobody opens it. Without the pseudonym key nobody can repeat the pseudonyms. Other"
          + " tools open it too: docs/operations.md.",
      "",
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid keys backup keys.backup --escrow notary.crt --backup-passphrase-file safe",
    })
final class KeysBackupCommand extends KeysCommand.WithKeys {

  @Option(
      names = "--backup-passphrase-file",
      paramLabel = "FILE",
      description = "Holds the passphrase of the backup; for its owner only")
  private Path passphrase;

  @Option(
      names = "--escrow",
      paramLabel = "CERT",
      description = "Certificate (RSA; PEM or DER) whose private key opens the backup; repeatable")
  private List<Path> certificates = List.of();

  @Parameters(paramLabel = "FILE", description = "The backup; must not be there yet")
  private Path file;

  @Override
  void work(KeyFolder keys, PrintWriter out) throws IOException {
    Folders.refuseMissing(certificates);
    Optional<Passphrase> opens =
        passphrase == null ? Optional.empty() : Optional.of(Passphrase.ofFile(passphrase));
    byte[] backup =
        KeyBackup.create(
            keys, new KeyBackup.Recipients(opens, Certificates.read(certificates, "--escrow")));
    if (Files.exists(file)) {
      throw new ConfigurationFault(file + " is there already; a backup is never written over.");
    }
    OwnerOnly.createEmpty(file);
    Files.write(file, backup);
    out.println("Wrote the backup " + file + "; try it once with 'keys restore'.");
  }
}
