/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dicomdeid.archive.ArchiveLimits;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.pipeline.PixelSettings;
import org.dicomdeid.processor.CheckpointPush;
import org.dicomdeid.processor.Pressure;
import org.dicomdeid.processor.RoutingRule;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;
import org.dicomdeid.routes.ServiceSettings.Management;
import org.dicomdeid.routes.ServiceSettings.Retry;

/** Turns keys into settings, and refuses what it does not know. */
final class SettingsReader {

  private static final String ROOT = "dicom-deid.";
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

  /** Whoever is asked over a network is not asked twice a second. */
  private static final Duration REMOTE_POLL_DELAY = Duration.ofSeconds(10);

  /** Short beside the work on an object, long beside a commit. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private final Map<String, Setting> settings;
  private final Map<String, Setting> packed;
  private final Path folder;

  private SettingsReader(Map<String, Setting> settings, Map<String, Setting> packed, Path folder) {
    this.settings = settings;
    this.packed = packed;
    this.folder = folder;
  }

  static ServiceSettings read(Map<String, Setting> packed, Map<String, Setting> site, Path folder)
      throws SettingsException {
    Map<String, Setting> all = new TreeMap<>(packed);
    for (String group : List.of("intake", "destination")) {
      Set<String> named = names(group, site);
      // Whoever names intakes or destinations wants those, and not the packed one beside them.
      if (!named.isEmpty()) {
        all.keySet().removeIf(key -> key.startsWith(ROOT + group + "."));
      }
    }
    all.putAll(site);
    return new SettingsReader(all, packed, folder).settings();
  }

  private ServiceSettings settings() throws SettingsException {
    refuseUnknown();
    List<Destination> destinations = new ArrayList<>();
    for (String name : names("destination", settings)) {
      destinations.add(destination(name));
    }
    List<String> all = destinations.stream().map(Destination::name).toList();
    List<Intake> intakes = new ArrayList<>();
    for (String name : names("intake", settings)) {
      intakes.add(intake(name, all));
    }
    refuseUnknownSites(destinations, intakes.stream().map(Intake::name).toList());
    Map<String, String> camel = new TreeMap<>();
    settings.forEach(
        (key, setting) -> {
          if (key.startsWith("camel.")) {
            camel.put(key, setting.value());
          }
        });
    Setting port = get("management.port");
    boolean managed = flag(get("management.enabled"));
    ServiceSettings read =
        new ServiceSettings(
            path(get("data")),
            path(get("quarantine")),
            flag(get("receipts")),
            new EvidenceSettingsReader(this::get, this::path).read(),
            log(),
            push(),
            new TrailSettingsReader(this::get, this::path).read(),
            archives(),
            pixels(),
            managed
                ? Optional.of(
                    new Management(get("management.host").value(), number(port, 0, 65535)))
                : Optional.empty(),
            new Retry(
                number(get("retry.attempts"), 0, 1000),
                duration(get("retry.delay")),
                duration(get("retry.max-delay"))),
            new Pressure.Bounds(
                ByteSize.of(get("pressure.min-free-space")),
                number(get("pressure.max-waiting"), 1, 10_000_000)),
            duration(get("shutdown.timeout")),
            new HttpSettingsReader(this::get, this::path, all).read(path(get("data"))),
            List.copyOf(intakes),
            List.copyOf(destinations),
            Map.copyOf(camel));
    FolderLayout.check(read, key -> settings.getOrDefault(key, new Setting(key, "", "default")));
    return read;
  }

  private void refuseUnknownSites(List<Destination> destinations, List<String> intakes)
      throws SettingsException {
    for (Destination each : destinations) {
      for (String site : each.outlet().rule().values(RoutingRule.Attribute.CALLING_SITE)) {
        if (!intakes.contains(site)) {
          throw new SettingsException(
              settings.get(ROOT + "destination." + each.name() + ".when"),
              "there is no intake of that name; there are " + String.join(", ", intakes));
        }
      }
    }
  }

  private LogSettings log() throws SettingsException {
    Setting stamps = get("log.time-stamps");
    Stamps over =
        switch (stamps.value()) {
          case "checkpoint" -> Stamps.CHECKPOINT;
          case "receipt" -> Stamps.RECEIPT;
          default ->
              throw new SettingsException(
                  stamps, "write checkpoint, or receipt for a token over each receipt too");
        };
    return new LogSettings(over, duration(get("log.checkpoint-interval"))).gathering(GATHER);
  }

  private Optional<CheckpointPush.Target> push() throws SettingsException {
    Setting uri = get("log.push.uri");
    Setting interval = get("log.push.interval");
    Duration pause = duration(interval);
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

  private ArchiveLimits archives() throws SettingsException {
    return new ArchiveLimits(
        number(get("archives.max-entries"), 1, 10_000_000),
        ByteSize.of(get("archives.max-size")),
        number(get("archives.max-ratio"), 1, 1_000_000),
        number(get("archives.max-depth"), 1, 16));
  }

  private PixelSettings pixels() throws SettingsException {
    int threads = number(get("pixels.threads"), 0, 256);
    PixelSettings standard = PixelSettings.standard();
    PixelSettings read = threads == 0 ? standard : standard.withInferences(threads);
    Setting devices = get("pixels.devices");
    return devices.value().isEmpty() ? read : read.withDeviceCatalog(path(devices));
  }

  private Intake intake(String name, List<String> destinations) throws SettingsException {
    String group = "intake." + name + ".";
    Setting policy = option(group, "policy");
    try {
      Profiles.load(policy.value());
    } catch (ProfileException e) {
      throw new SettingsException(policy, e.getMessage());
    }
    Setting wanted = option(group, "destinations");
    List<String> to =
        wanted.value().isEmpty()
            ? destinations
            : Arrays.stream(wanted.value().split(",", -1)).map(String::strip).toList();
    for (String each : to) {
      if (!destinations.contains(each)) {
        throw new SettingsException(
            wanted,
            "there is no destination of that name; there are " + String.join(", ", destinations));
      }
    }
    Setting readLock = option(group, "read-lock");
    if (!Set.of("changed", "none").contains(readLock.value())) {
      throw new SettingsException(
          readLock, "write changed, or none when writers rename into place");
    }
    Optional<RemoteSource> source = source(name);
    Setting moveTo = option(group, "move-to");
    Setting pollDelay = option(group, "poll-delay");
    return new Intake(
        name,
        source.isPresent()
            ? path(get("data")).resolve("incoming").resolve(name)
            : path(option(group, "folder")),
        source,
        policy.value(),
        to,
        flag(option(group, "recursive")),
        option(group, "include").value(),
        option(group, "exclude").value(),
        readLock.value(),
        duration(option(group, "read-lock-min-age")),
        duration(option(group, "read-lock-check-interval")),
        duration(option(group, "refusal-min-age")),
        option(group, "done-suffix").value(),
        source.isPresent() || moveTo.value().isEmpty()
            ? Optional.empty()
            : Optional.of(path(moveTo)),
        source.isPresent() && pollDelay.where().equals("default")
            ? REMOTE_POLL_DELAY
            : duration(pollDelay),
        number(option(group, "threads"), 1, 256));
  }

  /** The server of an intake; empty when it is a folder, which must be there then. */
  private Optional<RemoteSource> source(String name) throws SettingsException {
    String group = "intake." + name + ".";
    Setting uri = settings.get(ROOT + group + "uri");
    if (uri == null || uri.value().isEmpty()) {
      return Optional.empty();
    }
    Setting folder = settings.get(ROOT + group + "folder");
    if (folder != null) {
      throw new SettingsException(folder, "an intake has a folder or a uri, not both");
    }
    return Optional.of(new RemoteSourceReader(option -> option(group, option), this::path).read());
  }

  private Destination destination(String name) throws SettingsException {
    String group = "destination." + name + ".";
    return new DestinationReader(option -> option(group, option), this::path).read(name);
  }

  private void refuseUnknown() throws SettingsException {
    for (Setting each : settings.values()) {
      String key = each.key();
      if (!key.startsWith(ROOT) || SettingKeys.GLOBAL.contains(key)) {
        continue;
      }
      String[] parts = key.substring(ROOT.length()).split("\\.", 3);
      boolean grouped = parts[0].equals("intake") || parts[0].equals("destination");
      if (!grouped || parts.length < 3) {
        throw new SettingsException(each, SettingKeys.mend(key, SettingKeys.GLOBAL));
      }
      if (!parts[1].matches(NAME)) {
        throw new SettingsException(
            each, "a name is made of lower-case letters, digits and hyphens: " + parts[1]);
      }
      if (!SettingKeys.options(parts[0]).contains(parts[2])) {
        throw new SettingsException(
            each, SettingKeys.mend(parts[2], SettingKeys.options(parts[0])));
      }
    }
  }

  private static Set<String> names(String group, Map<String, Setting> settings) {
    String prefix = ROOT + group + ".";
    Set<String> names = new TreeSet<>();
    for (String key : settings.keySet()) {
      int dot = key.indexOf('.', prefix.length());
      if (key.startsWith(prefix) && dot > 0) {
        names.add(key.substring(prefix.length(), dot));
      }
    }
    return names;
  }

  private Setting get(String key) {
    return settings.get(ROOT + key);
  }

  /** What the site says of this one, else what the packed intake or destination has. */
  private Setting option(String group, String option) throws SettingsException {
    String key = ROOT + group + option;
    Setting set = settings.get(key);
    if (set != null) {
      return set;
    }
    String prototype = group.startsWith("intake.") ? "intake.inbox." : "destination.outbox.";
    Setting standard = packed.get(ROOT + prototype + option);
    boolean own = group.equals(prototype);
    if (!own && option.equals(group.startsWith("intake.") ? "folder" : "uri")) {
      String other = option.equals("folder") ? ", or a uri" : "";
      throw new SettingsException(key + ": is missing; " + group + "* needs it" + other);
    }
    return new Setting(
        key, option.equals("destinations") && !own ? "" : standard.value(), "default");
  }

  private Path path(Setting setting) throws SettingsException {
    if (setting.value().isEmpty()) {
      throw new SettingsException(setting, "write a folder");
    }
    try {
      return folder.resolve(setting.value()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new SettingsException(setting, "is no path of a folder");
    }
  }

  static boolean flag(Setting setting) throws SettingsException {
    return switch (setting.value()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SettingsException(setting, "write true or false");
    };
  }

  static int number(Setting setting, int least, int most) throws SettingsException {
    try {
      int number = Integer.parseInt(setting.value());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, together with what is out of range.
    }
    throw new SettingsException(setting, "write a number from " + least + " to " + most);
  }

  static Duration duration(Setting setting) throws SettingsException {
    String text = setting.value();
    String unit = text.replaceFirst("^[0-9]{1,9}", "");
    if (unit.length() < text.length()) {
      long number = Long.parseLong(text.substring(0, text.length() - unit.length()));
      switch (unit) {
        case "ms" -> {
          return Duration.ofMillis(number);
        }
        case "s" -> {
          return Duration.ofSeconds(number);
        }
        case "m" -> {
          return Duration.ofMinutes(number);
        }
        case "h" -> {
          return Duration.ofHours(number);
        }
        case "d" -> {
          return Duration.ofDays(number);
        }
        default -> {
          // Said below.
        }
      }
    }
    throw new SettingsException(setting, "write a duration such as 500ms, 2s, 5m or 1h");
  }
}
