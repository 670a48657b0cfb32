/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Gathers settings: the packed defaults, the file of the working directory, the environment, system
 * properties, arguments; each overrides the ones before it. Keys of other prefixes than {@code
 * dicom-deid.} and {@code camel.} are left alone.
 */
final class SettingSources {

  static final String FILE = "application.properties";

  private static final String ENVIRONMENT_PREFIX = "DICOM_DEID_";

  private SettingSources() {}

  /** What the jar was packed with. */
  static Map<String, Setting> packed() {
    try (InputStream in = SettingSources.class.getResourceAsStream(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(text, "default");
    } catch (IOException e) {
      throw new IllegalStateException("the jar lacks its " + FILE, e);
    }
  }

  /** What the site says, all sources together. */
  static Map<String, Setting> site(
      Path folder, Map<String, String> environment, Properties system, List<String> arguments)
      throws SettingsException {
    Map<String, Setting> all = new TreeMap<>();
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      all.putAll(read(file));
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            String key = key(name);
            all.put(key, new Setting(key, value, "environment variable " + name));
          }
        });
    for (String name : system.stringPropertyNames()) {
      if (isOurs(name)) {
        all.put(name, new Setting(name, system.getProperty(name), "-D" + name));
      }
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new SettingsException("argument " + argument + ": write it as key=value");
      }
      String key = argument.substring(0, equals);
      if (!isOurs(key)) {
        throw new SettingsException("argument " + argument + ": keys start with dicom-deid.");
      }
      all.put(key, new Setting(key, argument.substring(equals + 1), "argument"));
    }
    return all;
  }

  private static Map<String, Setting> read(Path file) throws SettingsException {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(file + " cannot be read as UTF-8 properties: " + e.getMessage());
    }
  }

  private static Map<String, Setting> parse(String text, String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(text)) {
      properties.load(reader);
    }
    List<String> lines = text.lines().toList();
    Map<String, Setting> settings = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (isOurs(key)) {
        String where = name + ":" + (lineOf(key, lines) + 1);
        settings.put(key, new Setting(key, properties.getProperty(key).strip(), where));
      }
    }
    return settings;
  }

  /** The last line that sets the key, as it is the one that counts. */
  private static int lineOf(String key, List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (line.startsWith(key)
          && (line.length() == key.length() || "=: \t".indexOf(line.charAt(key.length())) >= 0)) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isOurs(String key) {
    return key.startsWith("dicom-deid.") || key.startsWith("camel.");
  }

  /** {@code DICOM_DEID_INTAKE_CT_READ_LOCK} to {@code dicom-deid.intake.ct.read-lock}. */
  private static String key(String variable) {
    String rest =
        variable.substring(ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    for (String group : List.of("intake-", "destination-")) {
      if (rest.startsWith(group)) {
        String named = rest.substring(group.length());
        for (String option : SettingKeys.options(group.substring(0, group.length() - 1))) {
          if (named.endsWith("-" + option)) {
            String name = named.substring(0, named.length() - option.length() - 1);
            return "dicom-deid." + group.replace('-', '.') + name + "." + option;
          }
        }
      }
    }
    for (String key : SettingKeys.GLOBAL) {
      if (key.substring("dicom-deid.".length()).replace('.', '-').equals(rest)) {
        return key;
      }
    }
    return "dicom-deid." + rest;
  }
}
