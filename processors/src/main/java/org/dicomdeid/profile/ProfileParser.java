/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one profile file; every fault is a problem with its line and mend. */
final class ProfileParser {

  static final List<String> KEYS =
      List.of(
          "profile",
          "version",
          "description",
          "extends",
          "options",
          "without",
          "dates",
          "pixels",
          "pixel-check",
          "private",
          "limits",
          "rules");
  static final List<String> LIMITS =
      List.of("depth", "elements", "header-bytes", "value-bytes", "inflated-bytes");

  private static final int MOST_NAME = 64;

  private final String file;
  private final List<ProfileProblem> problems;
  private final YamlTree yaml;

  ProfileParser(String file, List<ProfileProblem> problems) {
    this.file = file;
    this.problems = problems;
    this.yaml = new YamlTree(file, "a profile", "profile: NAME", problems);
  }

  ProfileFile parse(String text) {
    Map<String, Node> keys = yaml.read(text);
    Map<String, Integer> lines = new HashMap<>();
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      lines.put(entry.getKey(), YamlTree.line(entry.getValue()));
      if (!KEYS.contains(entry.getKey())) {
        yaml.problem(
            entry.getValue(),
            "unknown key `" + entry.getKey() + "`",
            "use one of " + String.join(", ", KEYS));
      }
    }
    if (problems.isEmpty() && !keys.containsKey("profile")) {
      yaml.problem(null, "the profile has no name", "add `profile: NAME`");
    }
    if (problems.isEmpty() && !keys.containsKey("version")) {
      yaml.problem(null, "the profile has no version", "add `version: 1`");
    }
    return new ProfileFile(
        file,
        name(keys, "profile"),
        name(keys, "version"),
        text(keys, "description"),
        keys.containsKey("extends") ? text(keys, "extends") : null,
        options(keys.get("options")),
        options(keys.get("without")),
        choice(keys.get("dates"), "dates", DatePolicy.class),
        choice(keys.get("pixels"), "pixels", PixelPolicy.class),
        choice(keys.get("pixel-check"), "pixel-check", PixelCheck.class),
        choice(keys.get("private"), "private", PrivatePolicy.class),
        limits(keys.get("limits")),
        keys.containsKey("rules") ? new RuleParser(file, yaml).rules(keys.get("rules")) : List.of(),
        lines);
  }

  private String text(Map<String, Node> keys, String key) {
    String text = keys.containsKey(key) ? yaml.text(keys.get(key), key) : "";
    return text == null ? "" : text.strip();
  }

  /** What receipts state of a profile, so it has the shape that they take. */
  private String name(Map<String, Node> keys, String key) {
    String name = text(keys, key);
    if (keys.get(key) instanceof ScalarNode node && !isName(name)) {
      yaml.problem(
          node,
          "`" + key + "` has a character or a length that receipts do not take",
          "use up to 64 of A-Z, a-z, 0-9 and . _ + -, and start with a letter or digit");
    }
    return name;
  }

  private static boolean isName(String text) {
    boolean good = !text.isEmpty() && text.length() <= MOST_NAME;
    for (int i = 0; good && i < text.length(); i++) {
      char c = text.charAt(i);
      good =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (i > 0 && (c == '.' || c == '_' || c == '+' || c == '-'));
    }
    return good;
  }

  private Set<Option> options(Node node) {
    Set<Option> options = EnumSet.noneOf(Option.class);
    if (node == null) {
      return options;
    }
    for (Node each : yaml.list(node)) {
      String text = yaml.text(each, "option");
      if (text == null) {
        continue;
      }
      Option option = Option.parse(text.strip()).orElse(null);
      if (option == null) {
        yaml.problem(
            each,
            "unknown option `" + text + "`",
            "use a code of CID 7050 from 113101 to 113112, or a word such as clean-descriptors");
      } else if (option == Option.CLEAN_RECOGNIZABLE_VISUAL_FEATURES) {
        yaml.problem(
            each,
            "option "
                + option.code()
                + " would claim that faces and other recognizable features are gone, which nothing"
                + " here looks for",
            "remove it; `pixels: redact-text` redacts text alone");
      } else {
        options.add(option);
      }
    }
    return options;
  }

  private <E extends Enum<E>> E choice(Node node, String key, Class<E> type) {
    String text = node == null ? null : yaml.text(node, key);
    if (text == null) {
      return null;
    }
    StringBuilder allowed = new StringBuilder();
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text.strip())) {
        return value;
      }
      allowed.append(allowed.isEmpty() ? "" : ", ").append(word);
    }
    yaml.problem(node, "`" + key + ": " + text + "` is not known", "use one of " + allowed);
    return null;
  }

  private Map<String, Long> limits(Node node) {
    Map<String, Long> limits = new LinkedHashMap<>();
    if (node == null) {
      return limits;
    }
    for (Map.Entry<String, Node> entry : yaml.mapping(node, "limits").entrySet()) {
      String key = entry.getKey();
      if (!LIMITS.contains(key)) {
        yaml.problem(
            entry.getValue(),
            "unknown limit `" + key + "`",
            "use one of " + String.join(", ", LIMITS));
        continue;
      }
      boolean wide = key.equals("header-bytes") || key.equals("inflated-bytes");
      long most = wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
      Long value = number(yaml.text(entry.getValue(), key));
      if (value == null || value < 1 || value > most) {
        yaml.problem(
            entry.getValue(),
            "limit `" + key + "` is no whole number from 1 to " + most,
            "write digits only");
      } else {
        limits.put(key, value);
      }
    }
    return limits;
  }

  private static Long number(String text) {
    try {
      return text == null ? null : Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
