/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Reads how a server is reached, from the options of an intake or a destination. */
final class AccessReader {

  /** Finds an option's setting, or its default. */
  interface Options {
    Setting get(String option) throws SettingsException;
  }

  /** Turns a setting into a path. */
  interface Paths {
    Path of(Setting setting) throws SettingsException;
  }

  private final Options options;
  private final Paths paths;

  AccessReader(Options options, Paths paths) {
    this.options = options;
    this.paths = paths;
  }

  ServerAccess read() throws SettingsException {
    Setting user = options.get("user");
    Optional<Path> privateKey = file("private-key-file");
    if (privateKey.isPresent()) {
      requirePrivate(options.get("private-key-file"), privateKey.get());
    }
    return new ServerAccess(
        user.value().isEmpty() ? Optional.empty() : Optional.of(user.value()),
        secret("password"),
        privateKey,
        secret("passphrase"),
        file("known-hosts-file"),
        secret("token"),
        SettingsReader.duration(options.get("timeout")));
  }

  /**
   * What SFTP cannot do without.
   *
   * @param uri the setting that names the server
   */
  static void requireSftp(Setting uri, ServerAccess access) throws SettingsException {
    if (access.user().isEmpty()) {
      throw new SettingsException(uri, "needs user beside it");
    }
    if (access.knownHosts().isEmpty()) {
      throw new SettingsException(
          uri,
          "needs known-hosts-file beside it, with the server's host key: ssh-keyscan -p PORT HOST,"
              + " compared with what the server's owner says");
    }
    if (access.password().isEmpty() && access.privateKey().isEmpty()) {
      throw new SettingsException(uri, "needs private-key-file or password-file beside it");
    }
  }

  /** Refuses the file of a private key that everybody on this machine can read. */
  static void requirePrivate(Setting setting, Path key) throws SettingsException {
    PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
    try {
      if (view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
        throw new SettingsException(
            setting,
            "is a private key that everybody on this machine can read: chmod 600 it, and if others"
                + " may have read it, replace it");
      }
    } catch (IOException e) {
      throw new SettingsException(setting, "is no file that this user can read");
    }
  }

  private Optional<Path> file(String option) throws SettingsException {
    Setting setting = options.get(option);
    if (setting.value().isEmpty()) {
      return Optional.empty();
    }
    Path file = paths.of(setting);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SettingsException(setting, "is no file that this user can read");
    }
    return Optional.of(file);
  }

  /** From the environment, or from a file, but never from a line that others may read. */
  private Optional<String> secret(String option) throws SettingsException {
    Setting direct = options.get(option);
    if (!direct.value().isEmpty()) {
      if (!direct.where().startsWith("environment variable")) {
        throw new SettingsException(
            new Setting(direct.key(), "(not repeated)", direct.where()),
            "secrets do not stand here: put it into a file of its own and name that with "
                + option
                + "-file, or set it as an environment variable");
      }
      return Optional.of(direct.value());
    }
    Optional<Path> file = file(option + "-file");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file.get()).strip();
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    } catch (IOException e) {
      // Said below, together with an empty file.
    }
    throw new SettingsException(
        options.get(option + "-file"), "does not hold a secret in one line of UTF-8");
  }
}
