/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.file.Path;
import java.util.Set;
import org.dicomdeid.processor.OutletSettings;
import org.dicomdeid.processor.RoutingRule;
import org.dicomdeid.routes.ServiceSettings.Destination;

/** Reads the options of one destination. */
final class DestinationReader {

  private final AccessReader.Options options;
  private final AccessReader.Paths paths;

  DestinationReader(AccessReader.Options options, AccessReader.Paths paths) {
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
    ServerAccess access = new AccessReader(options, paths).read();
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

  private static void check(DestinationKind kind, Setting uri, ServerAccess access)
      throws SettingsException {
    if (kind != DestinationKind.OTHER
        && kind != DestinationKind.FOLDER
        && uri.value().contains("@")) {
      throw new SettingsException(
          new Setting(uri.key(), "(not repeated)", uri.where()),
          "names the user; write that as the option user");
    }
    if (kind == DestinationKind.SFTP) {
      AccessReader.requireSftp(uri, access);
    }
  }
}
