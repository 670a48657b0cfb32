/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.RenewalPolicy;
import org.dicomdeid.processor.CheckpointPush;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.receipt.TsaSettings;

/** Turns the keys of time stamps, of the passphrase, of the log and of the store into settings. */
final class EvidenceSettingsReader {

  /** All keys, after {@code dicom-deid.}. */
  static final List<String> KEYS =
      List.of(
          "tsa.url",
          "tsa.policy",
          "tsa.ca-file",
          "tsa.pin",
          "tsa.timeout",
          "tsa.pending-alert",
          "tsa.renew-before",
          "tsa.weak-digests",
          "keys.passphrase",
          "keys.passphrase-file",
          "store.url",
          "store.user",
          "store.password",
          "store.password-file",
          "log.time-stamps",
          "log.checkpoint-interval",
          "log.push.uri",
          "log.push.interval");

  /** Short beside the work on an object, long beside a commit. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final String OID = "[0-2](\\.(0|[1-9][0-9]*)){1,127}";

  private final Function<String, Setting> settings;
  private final HttpSettingsReader.PathReader paths;

  EvidenceSettingsReader(Function<String, Setting> settings, HttpSettingsReader.PathReader paths) {
    this.settings = settings;
    this.paths = paths;
  }

  EvidenceSettings read() throws SettingsException {
    return new EvidenceSettings(
        authorities(),
        SettingsReader.duration(settings.apply("tsa.pending-alert")),
        renewal(),
        passphrase(),
        server(),
        log(),
        push());
  }

  private LogSettings log() throws SettingsException {
    Setting stamps = settings.apply("log.time-stamps");
    Stamps over =
        switch (stamps.value()) {
          case "checkpoint" -> Stamps.CHECKPOINT;
          case "receipt" -> Stamps.RECEIPT;
          default ->
              throw new SettingsException(
                  stamps, "write checkpoint, or receipt for a token over each receipt too");
        };
    return new LogSettings(over, SettingsReader.duration(settings.apply("log.checkpoint-interval")))
        .gathering(GATHER);
  }

  private Optional<CheckpointPush.Target> push() throws SettingsException {
    Setting uri = settings.apply("log.push.uri");
    Setting interval = settings.apply("log.push.interval");
    Duration pause = SettingsReader.duration(interval);
    if (pause.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new SettingsException(interval, "write 1s or more");
    }
    if (uri.value().isEmpty()) {
      return Optional.empty();
    }
    if (uri.value().startsWith("sftp:") && !uri.value().contains("strictHostKeyChecking=yes")) {
      throw new SettingsException(
          uri,
          "add strictHostKeyChecking=yes&useUserKnownHostsFile=false&knownHostsFile=FILE, or any"
              + " server could pose as this one");
    }
    return Optional.of(new CheckpointPush.Target(uri.value(), pause));
  }

  private RenewalPolicy renewal() throws SettingsException {
    Setting weak = settings.apply("tsa.weak-digests");
    List<String> digests = weak.value().isEmpty() ? List.of() : list(weak);
    if (!List.of("SHA-256", "SHA-384").containsAll(digests)) {
      throw new SettingsException(weak, "write SHA-256, SHA-384, both, or nothing");
    }
    return new RenewalPolicy(
        SettingsReader.duration(settings.apply("tsa.renew-before")), Set.copyOf(digests));
  }

  private List<TsaSettings> authorities() throws SettingsException {
    Setting urls = settings.apply("tsa.url");
    if (urls.value().isEmpty()) {
      return List.of();
    }
    List<String> each = list(urls);
    List<String> policies = forEach("tsa.policy", each.size());
    List<String> files = forEach("tsa.ca-file", each.size());
    List<String> pins = forEach("tsa.pin", each.size());
    Duration timeout = SettingsReader.duration(settings.apply("tsa.timeout"));
    List<TsaSettings> read = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      URI url = url(urls, each.get(i));
      Optional<String> policy = policy(policies.get(i));
      List<byte[]> cas = certificates(files.get(i));
      Set<String> pinned = pins(pins.get(i));
      if (cas.isEmpty() && pinned.isEmpty()) {
        throw new SettingsException(
            urls,
            "needs dicom-deid.tsa.ca-file, the certificate of the authority's CA, or a"
                + " dicom-deid.tsa.pin: else anyone who answers could stamp");
      }
      read.add(new TsaSettings(url, policy, cas, pinned, timeout));
    }
    return read;
  }

  /** One for each authority, or one for all. */
  private List<String> forEach(String key, int count) throws SettingsException {
    Setting setting = settings.apply(key);
    List<String> values = list(setting);
    if (values.size() == 1) {
      return Collections.nCopies(count, values.get(0));
    }
    if (values.size() != count) {
      throw new SettingsException(
          setting, "write one for each of dicom-deid.tsa.url, in its order, or one for all");
    }
    return values;
  }

  private static List<String> list(Setting setting) {
    return Arrays.stream(setting.value().split(",", -1)).map(String::strip).toList();
  }

  private static URI url(Setting setting, String text) throws SettingsException {
    if (!text.matches("https?://[^\\s]+")) {
      throw new SettingsException(setting, "write an http or https address, or nothing");
    }
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new SettingsException(setting, "is no address");
  }

  private Optional<String> policy(String text) throws SettingsException {
    if (!text.isEmpty() && !text.matches(OID)) {
      throw new SettingsException(settings.apply("tsa.policy"), "write an OID such as 1.2.3.4");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private List<byte[]> certificates(String file) throws SettingsException {
    if (file.isEmpty()) {
      return List.of();
    }
    Setting setting = settings.apply("tsa.ca-file");
    Path path = paths.path(new Setting(setting.key(), file, setting.where()));
    try {
      List<byte[]> all = new ArrayList<>();
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(path)))) {
        all.add(each.getEncoded());
      }
      if (!all.isEmpty()) {
        return all;
      }
    } catch (IOException | CertificateException e) {
      // Said below.
    }
    throw new SettingsException(setting, "is no readable file of certificates in PEM or DER");
  }

  private Set<String> pins(String text) throws SettingsException {
    if (text.isEmpty()) {
      return Set.of();
    }
    List<String> all = new ArrayList<>();
    for (String each : text.split("\\s+", -1)) {
      String pin = each.replace(":", "").toLowerCase(Locale.ROOT);
      if (!pin.matches("[0-9a-f]{64}")) {
        throw new SettingsException(
            settings.apply("tsa.pin"),
            "write SHA-256 fingerprints of certificates (openssl x509 -fingerprint -sha256),"
                + " several separated by spaces");
      }
      all.add(pin);
    }
    return Set.copyOf(all);
  }

  private Optional<PostgresAccess> server() throws SettingsException {
    Setting url = settings.apply("store.url");
    if (url.value().isEmpty()) {
      return Optional.empty();
    }
    Setting user = settings.apply("store.user");
    if (user.value().isEmpty()) {
      throw new SettingsException(user, "write the role that the service logs in with");
    }
    String password = password();
    try {
      return Optional.of(new PostgresAccess(url.value(), user.value(), password));
    } catch (IllegalArgumentException e) {
      // Not repeated: it could hold a password.
      throw new SettingsException(
          new Setting(url.key(), "(not repeated)", url.where()), e.getMessage());
    }
  }

  private String password() throws SettingsException {
    Setting direct = settings.apply("store.password");
    if (!direct.value().isEmpty()) {
      if (!direct.mayBeSecret()) {
        throw new SettingsException(
            new Setting(direct.key(), "(not repeated)", direct.where()),
            "secrets do not stand here: put it into a file of its own and name that with"
                + " dicom-deid.store.password-file, or set it as an environment variable");
      }
      return direct.value();
    }
    Setting file = settings.apply("store.password-file");
    if (file.value().isEmpty()) {
      return "";
    }
    try {
      return Files.readString(paths.path(file)).strip();
    } catch (IOException e) {
      throw new SettingsException(file, "cannot be read as a file with a password in it");
    }
  }

  private Optional<Passphrase> passphrase() throws SettingsException {
    Setting direct = settings.apply("keys.passphrase");
    Setting file = settings.apply("keys.passphrase-file");
    if (!direct.value().isEmpty() && !direct.mayBeSecret()) {
      throw new SettingsException(
          new Setting(direct.key(), "(not repeated)", direct.where()),
          "secrets do not stand here: put it into a file of its own and name that with"
              + " dicom-deid.keys.passphrase-file, or set it as an environment variable");
    }
    try {
      if (!direct.value().isEmpty()) {
        return Optional.of(Passphrase.of(direct.value()));
      }
      return file.value().isEmpty()
          ? Optional.empty()
          : Optional.of(Passphrase.ofFile(paths.path(file)));
    } catch (KeyException e) {
      throw new SettingsException(file, e.getMessage());
    }
  }
}
