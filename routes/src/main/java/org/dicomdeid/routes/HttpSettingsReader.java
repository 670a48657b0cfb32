/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.routes.http.HttpSettings;
import org.dicomdeid.routes.http.TokenFile;

/** Turns the keys of the HTTP API into its settings. */
final class HttpSettingsReader {

  /** All keys, after {@code dicom-deid.http.}. */
  static final List<String> KEYS =
      List.of(
          "enabled",
          "host",
          "port",
          "allow-plain-text",
          "tls.certificate",
          "tls.key",
          "tls.client-ca",
          "tokens",
          "policies",
          "policy",
          "max-upload",
          "max-requests",
          "max-connections",
          "rate",
          "request-timeout",
          "stall-timeout",
          "jobs.destinations",
          "jobs.waiting",
          "jobs.threads",
          "jobs.keep",
          "store.destinations",
          "store.policy");

  private static final String ROOT = "http.";

  private final Function<String, Setting> settings;
  private final PathReader paths;
  private final List<String> destinations;

  /** Makes a path of what was written. */
  @FunctionalInterface
  interface PathReader {
    Path path(Setting setting) throws SettingsException;
  }

  /**
   * @param settings finds what was written under a key
   * @param destinations names of those that there are
   */
  HttpSettingsReader(
      Function<String, Setting> settings, PathReader paths, List<String> destinations) {
    this.settings = settings;
    this.paths = paths;
    this.destinations = destinations;
  }

  /** Empty when the API is off. */
  Optional<HttpSettings> read(Path data) throws SettingsException {
    if (!SettingsReader.flag(get("enabled"))) {
      return Optional.empty();
    }
    Optional<HttpSettings.Tls> tls = tls();
    Setting host = get("host");
    requireTlsOrLoopback(host, tls.isPresent() || SettingsReader.flag(get("allow-plain-text")));
    Map<String, String> policies = policies();
    List<String> stored = named(get("store.destinations"));
    return Optional.of(
        new HttpSettings(
            host.value(),
            SettingsReader.number(get("port"), 0, 65535),
            tls,
            get("tokens").value().isEmpty() ? TokenFile.in(data) : paths.path(get("tokens")),
            policies,
            policy(get("policy"), policies),
            named(get("jobs.destinations")),
            stored.isEmpty() ? destinations : stored,
            policy(get("store.policy"), policies),
            new HttpSettings.Limits(
                ByteSize.of(get("max-upload")),
                SettingsReader.number(get("max-requests"), 1, 1000),
                SettingsReader.number(get("max-connections"), 1, 100_000),
                SettingsReader.number(get("rate"), 1, 1_000_000),
                SettingsReader.duration(get("request-timeout")),
                SettingsReader.duration(get("stall-timeout"))),
            new HttpSettings.Jobs(
                SettingsReader.number(get("jobs.waiting"), 0, 1_000_000),
                SettingsReader.number(get("jobs.threads"), 1, 256),
                SettingsReader.duration(get("jobs.keep")))));
  }

  private Optional<HttpSettings.Tls> tls() throws SettingsException {
    Setting certificate = get("tls.certificate");
    Setting key = get("tls.key");
    Setting clientCa = get("tls.client-ca");
    if (certificate.value().isEmpty() && key.value().isEmpty() && clientCa.value().isEmpty()) {
      return Optional.empty();
    }
    Path certificateFile = file(certificate);
    Path keyFile = file(key);
    AccessReader.requirePrivate(key, keyFile);
    return Optional.of(
        new HttpSettings.Tls(
            certificateFile,
            keyFile,
            clientCa.value().isEmpty() ? Optional.empty() : Optional.of(file(clientCa))));
  }

  private Path file(Setting setting) throws SettingsException {
    if (setting.value().isEmpty()) {
      throw new SettingsException(setting, "is missing; TLS needs certificate and key, in PEM");
    }
    Path file = paths.path(setting);
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      throw new SettingsException(setting, "cannot be read");
    }
    return file;
  }

  private static void requireTlsOrLoopback(Setting host, boolean allowed) throws SettingsException {
    try {
      if (!allowed && !InetAddress.getByName(host.value()).isLoopbackAddress()) {
        throw new SettingsException(
            host,
            "others could read what is sent there: set dicom-deid.http.tls.certificate and"
                + " dicom-deid.http.tls.key, or, behind a proxy that encrypts,"
                + " dicom-deid.http.allow-plain-text=true");
      }
    } catch (UnknownHostException e) {
      throw new SettingsException(host, "is no address of this machine");
    }
  }

  private Map<String, String> policies() throws SettingsException {
    Setting setting = get("policies");
    Map<String, String> byName = new LinkedHashMap<>();
    for (String each : words(setting)) {
      try {
        byName.put(Profiles.load(each).name(), each);
      } catch (ProfileException e) {
        throw new SettingsException(setting, e.getMessage());
      }
    }
    return byName;
  }

  private static String policy(Setting setting, Map<String, String> policies)
      throws SettingsException {
    if (!policies.containsKey(setting.value())) {
      throw new SettingsException(
          setting,
          "is none of dicom-deid.http.policies, which has " + String.join(", ", policies.keySet()));
    }
    return setting.value();
  }

  private List<String> named(Setting setting) throws SettingsException {
    List<String> names = words(setting);
    for (String each : names) {
      if (!destinations.contains(each)) {
        throw new SettingsException(
            setting,
            "there is no destination of that name; there are " + String.join(", ", destinations));
      }
    }
    return names;
  }

  private static List<String> words(Setting setting) {
    return setting.value().isEmpty()
        ? List.of()
        : Arrays.stream(setting.value().split(",", -1)).map(String::strip).toList();
  }

  private Setting get(String key) {
    return settings.apply(ROOT + key);
  }
}
