/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dicomdeid.routes.trail.TrailSettings;

/** Turns the keys of the audit messages into settings. */
final class TrailSettingsReader {

  /** All keys, after {@code dicom-deid.audit-messages.}. */
  static final List<String> KEYS =
      List.of("enabled", "host", "port", "ca-file", "certificate", "key", "source", "site");

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Function<String, Setting> settings;
  private final HttpSettingsReader.PathReader paths;

  TrailSettingsReader(Function<String, Setting> settings, HttpSettingsReader.PathReader paths) {
    this.settings = settings;
    this.paths = paths;
  }

  /** Empty when they are off. */
  Optional<TrailSettings> read() throws SettingsException {
    if (!SettingsReader.flag(get("enabled"))) {
      return Optional.empty();
    }
    Setting host = get("host");
    if (!host.value().matches("[A-Za-z0-9.:-]+")) {
      throw new SettingsException(host, "write the name of the audit repository's host");
    }
    Optional<Path> certificate = file("certificate");
    Optional<Path> key = file("key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new SettingsException(
          get(key.isPresent() ? "certificate" : "key"), "certificate and key go together");
    }
    return Optional.of(
        new TrailSettings(
            host.value(),
            SettingsReader.number(get("port"), 1, 65535),
            file("ca-file")
                .orElseThrow(
                    () ->
                        new SettingsException(
                            get("ca-file"), "name the certificate of the repository's CA, in PEM")),
            certificate,
            key,
            name("source", false),
            name("site", true)));
  }

  private String name(String key, boolean mayBeEmpty) throws SettingsException {
    Setting setting = get(key);
    if (!(mayBeEmpty && setting.value().isEmpty()) && !setting.value().matches(NAME)) {
      throw new SettingsException(setting, "write a name of letters, digits, dots and hyphens");
    }
    return setting.value();
  }

  private Optional<Path> file(String key) throws SettingsException {
    Setting setting = get(key);
    if (setting.value().isEmpty()) {
      return Optional.empty();
    }
    Path file = paths.path(setting);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new SettingsException(setting, "is no file that this user can read");
    }
    return Optional.of(file);
  }

  private Setting get(String key) {
    return settings.apply("audit-messages." + key);
  }
}
