/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What encrypts keys at rest; shows nowhere. */
public final class Passphrase {

  /** The environment variable that holds it. */
  public static final String VARIABLE = "DICOM_DEID_KEYS_PASSPHRASE";

  /** The environment variable that names a file that holds it. */
  public static final String FILE_VARIABLE = "DICOM_DEID_KEYS_PASSPHRASE_FILE";

  private static final int SHORTEST = 12;

  private final String text;

  private Passphrase(String text) {
    this.text = text;
  }

  /**
   * A passphrase.
   *
   * @throws KeyException when it has fewer than 12 characters
   */
  public static Passphrase of(String text) throws KeyException {
    if (text.length() < SHORTEST) {
      throw new KeyException("a passphrase has " + SHORTEST + " characters or more");
    }
    return new Passphrase(text);
  }

  /**
   * The first line of a file, which nobody but its owner may read.
   *
   * @throws KeyException when there is none, or others may read it
   */
  public static Passphrase ofFile(Path file) throws KeyException {
    try {
      KeyFolder.refuseReadableByOthers(file);
      return of(Files.readString(file).lines().findFirst().orElse("").strip());
    } catch (KeyException e) {
      throw new KeyException("the passphrase file cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new KeyException(
          file + " cannot be read: it should hold the passphrase of the keys", e);
    }
  }

  /** What the environment of this process says; empty when it says nothing. */
  public static Optional<Passphrase> ofEnvironment() throws KeyException {
    return of(System.getenv());
  }

  static Optional<Passphrase> of(Map<String, String> environment) throws KeyException {
    String direct = environment.getOrDefault(VARIABLE, "");
    if (!direct.isEmpty()) {
      return Optional.of(of(direct));
    }
    String file = environment.getOrDefault(FILE_VARIABLE, "");
    return file.isEmpty() ? Optional.empty() : Optional.of(ofFile(Path.of(file)));
  }

  char[] characters() {
    return text.toCharArray();
  }

  @Override
  public String toString() {
    return "Passphrase";
  }
}
