/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.dicomdeid.processor.OutletSettings;
import org.dicomdeid.processor.RoutingRule;
import org.dicomdeid.routes.ServiceSettings.Destination;

/** Reads the options of one destination. */
final class DestinationReader {

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

  DestinationReader(Options options, Paths paths) {
    this.options = options;
    this.paths = paths;
  }

  Destination read(String name) throws SettingsException {
    Setting uri = options.get("uri");
    if (!uri.value().matches("[a-z][a-z0-9+-]*:.+")) {
      throw new SettingsException(uri, "write a Camel endpoint, such as file:./outbox");
    }
    String resolved = uri.value();
    if (resolved.startsWith("file:")) {
      String[] parts = resolved.substring("file:".length()).split("\\?", 2);
      Path target = paths.of(new Setting(uri.key(), parts[0], uri.where()));
      resolved = "file:" + target + (parts.length > 1 ? "?" + parts[1] : "");
    }
    DestinationKind kind = DestinationKind.of(resolved);
    Setting sameName = options.get("same-name");
    if (!Set.of("refuse", "replace").contains(sameName.value())) {
      throw new SettingsException(sameName, "write refuse or replace");
    }
    DestinationAccess access = access();
    check(kind, uri, access);
    return new Destination(
        name, resolved, receipts(kind), sameName.value().equals("replace"), patience(), access);
  }

  /** Unless somebody says so, only what has folders gets receipts. */
  private boolean receipts(DestinationKind kind) throws SettingsException {
    Setting receipts = options.get("receipts");
    boolean wanted = SettingsReader.flag(receipts);
    if (kind == DestinationKind.STOW && wanted && !receipts.where().equals("default")) {
      throw new SettingsException(receipts, "a PACS takes no receipts by STOW-RS; write false");
    }
    boolean web = kind == DestinationKind.STOW || kind == DestinationKind.HTTP;
    return wanted && !(web && receipts.where().equals("default"));
  }

  private OutletSettings patience() throws SettingsException {
    Setting when = options.get("when");
    try {
      return new OutletSettings(
          SettingsReader.duration(options.get("retry-delay")),
          SettingsReader.duration(options.get("retry-max-delay")),
          SettingsReader.number(options.get("failures"), 1, 1000),
          SettingsReader.number(options.get("attempts"), 1, 100_000),
          RoutingRule.parse(when.value()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(when, e.getMessage());
    }
  }

  private DestinationAccess access() throws SettingsException {
    Setting user = options.get("user");
    return new DestinationAccess(
        user.value().isEmpty() ? Optional.empty() : Optional.of(user.value()),
        secret("password"),
        file("private-key-file"),
        secret("passphrase"),
        file("known-hosts-file"),
        secret("token"),
        SettingsReader.duration(options.get("timeout")));
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

  private static void check(DestinationKind kind, Setting uri, DestinationAccess access)
      throws SettingsException {
    if (kind == DestinationKind.SFTP && access.knownHosts().isEmpty()) {
      throw new SettingsException(
          uri,
          "needs known-hosts-file beside it, with the server's host key: ssh-keyscan -p PORT HOST,"
              + " compared with what the server's owner says");
    }
    if (kind == DestinationKind.SFTP
        && access.password().isEmpty()
        && access.privateKey().isEmpty()) {
      throw new SettingsException(uri, "needs private-key-file or password-file beside it");
    }
    if (kind != DestinationKind.OTHER
        && kind != DestinationKind.FOLDER
        && uri.value().contains("@")) {
      throw new SettingsException(
          new Setting(uri.key(), "(not repeated)", uri.where()),
          "names the user; write that as the option user");
    }
  }
}
