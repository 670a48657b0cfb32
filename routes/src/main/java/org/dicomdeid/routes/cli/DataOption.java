/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomdeid.pipeline.Pipeline.Settings;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Passphrase;
import picocli.CommandLine.Option;

/** The options that say where keys and audit store are, and what opens the keys. */
final class DataOption {

  static final String VARIABLE = "DICOM_DEID_DATA";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keys and audit store, made on first use; keep it private. Default: the environment"
              + " variable DICOM_DEID_DATA, else ./data")
  private Path folder;

  @Option(
      names = "--keys-passphrase-file",
      paramLabel = "FILE",
      description =
          "Holds the passphrase of keys that are encrypted. Default: the environment variables"
              + " DICOM_DEID_KEYS_PASSPHRASE_FILE or DICOM_DEID_KEYS_PASSPHRASE")
  private Path passphrase;

  Path folder() {
    if (folder != null) {
      return folder;
    }
    String fromEnvironment = System.getenv(VARIABLE);
    return Path.of(fromEnvironment == null || fromEnvironment.isBlank() ? "data" : fromEnvironment);
  }

  Path keys() {
    return Settings.of(folder()).keys();
  }

  boolean hasKeys() {
    return Files.isDirectory(keys());
  }

  /** What opens the keys, and encrypts those that are made; empty when they are plain. */
  Optional<Passphrase> passphrase() {
    try {
      return passphrase == null
          ? Passphrase.ofEnvironment()
          : Optional.of(Passphrase.ofFile(passphrase));
    } catch (KeyException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  /** Opens the keys, and makes those that are missing. */
  KeyFolder openKeys() throws KeyException {
    return KeyFolder.open(keys(), passphrase());
  }

  /** Opens keys that must be there. */
  KeyFolder existingKeys() throws KeyException {
    if (!hasKeys()) {
      throw new ConfigurationFault(
          "There are no keys in "
              + folder()
              + ". Make them with 'dicom-deid keys init', or say with --data where they are.");
    }
    return openKeys();
  }
}
