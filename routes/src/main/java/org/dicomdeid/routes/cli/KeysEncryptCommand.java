/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keys encrypt}: encrypts keys at rest, or changes their passphrase. */
@Command(
    name = "encrypt",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Encrypts the keys, or changes their passphrase.",
    description = {
      "",
      "Pseudonym key, signing keys and the keys of the embedded time-stamping authority become"
          + " encrypted PKCS #8 (scrypt, AES-256). Stop the service first, and start it with the"
          + " new passphrase. Copies of before, also in backups, stay readable.",
      "",
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid keys encrypt --new-passphrase-file /etc/dicom-deid/pass"
    })
final class KeysEncryptCommand extends KeysCommand.WithKeys {

  @Option(
      names = "--new-passphrase-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the passphrase from now on, in its first line; for its owner only")
  private Path passphrase;

  @Override
  void work(KeyFolder keys, PrintWriter out) throws IOException {
    int secrets = keys.encrypt(Passphrase.ofFile(passphrase));
    out.println("Encrypted " + secrets + " secrets in " + data().keys() + ".");
  }
}
