/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomdeid.codec.Box;
import org.dicomdeid.profile.ProfileProblem;
import org.dicomdeid.profile.YamlTree;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a device catalog; every fault is a problem with its line and mend. */
final class DeviceCatalogParser {

  private static final List<String> KEYS = List.of("device", "match", "regions", "keep-text-check");
  private static final List<String> PIXELS = List.of("column", "row", "width", "height");
  private static final List<String> FRACTIONS = List.of("left", "top", "right", "bottom");
  private static final int MOST_PIXELS = 65_535; // PS3.3 C.7.6.3.1: Rows and Columns are US

  private final List<ProfileProblem> problems;
  private final YamlTree yaml;

  DeviceCatalogParser(String file, List<ProfileProblem> problems) {
    this.problems = problems;
    this.yaml = new YamlTree(file, "a device catalog", "devices:", problems);
  }

  List<DeviceCatalog.Entry> parse(String text) {
    List<DeviceCatalog.Entry> entries = new ArrayList<>();
    Map<String, Node> top = yaml.read(text);
    known(top, List.of("devices"), "key");
    if (top.isEmpty()) {
      if (problems.isEmpty()) {
        yaml.problem(null, "the catalog has no devices", "start with `devices:`");
      }
      return entries;
    }
    Set<String> names = new HashSet<>();
    if (top.containsKey("devices")) {
      for (Node node : yaml.list(top.get("devices"))) {
        DeviceCatalog.Entry entry = entry(node);
        if (entry != null && !names.add(entry.device())) {
          yaml.problem(node, "two devices have the same name", "call one of them otherwise");
        }
        if (entry != null) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private DeviceCatalog.Entry entry(Node node) {
    int before = problems.size();
    Map<String, Node> keys = yaml.mapping(node, "a device");
    if (problems.size() > before) {
      return null;
    }
    known(keys, KEYS, "key");
    for (String key : List.of("device", "match", "regions")) {
      if (!keys.containsKey(key)) {
        yaml.problem(node, "the device has no `" + key + "`", "add `" + key + ":`");
      }
    }
    if (keys.containsKey("keep-text-check")) {
      Node check = keys.get("keep-text-check");
      String value = yaml.text(check, "keep-text-check");
      if (value != null && !value.strip().equals("true")) {
        yaml.problem(
            check,
            "`keep-text-check: " + value + "`: an entry cannot switch the search for text off",
            "remove the line; a profile says how pixels are searched");
      }
    }
    if (!keys.keySet().containsAll(List.of("device", "match", "regions"))) {
      return null;
    }
    String name = yaml.text(keys.get("device"), "device");
    if (name != null && name.isBlank()) {
      yaml.problem(keys.get("device"), "the device has no name", "write `device: NAME`");
    }
    Map<String, List<String>> match = match(keys.get("match"));
    List<DeviceCatalog.Region> regions = regions(keys.get("regions"));
    return problems.size() > before || name == null
        ? null
        : new DeviceCatalog.Entry(name.strip(), match, regions);
  }

  private Map<String, List<String>> match(Node node) {
    Map<String, List<String>> match = new LinkedHashMap<>();
    Map<String, Node> criteria = yaml.mapping(node, "match");
    known(criteria, DeviceFacts.CRITERIA, "criterion");
    for (Map.Entry<String, Node> criterion : criteria.entrySet()) {
      List<String> patterns = new ArrayList<>();
      for (Node each : yaml.list(criterion.getValue())) {
        String pattern = yaml.text(each, criterion.getKey());
        if (pattern != null) {
          checkPattern(each, criterion.getKey(), pattern.strip());
          patterns.add(pattern.strip());
        }
      }
      if (patterns.isEmpty()) {
        yaml.problem(
            criterion.getValue(),
            "`" + criterion.getKey() + "` has no value, so it would match nothing",
            "name a value or remove the line");
      }
      match.put(criterion.getKey(), patterns);
    }
    if (criteria.isEmpty()) {
      yaml.problem(
          node,
          "the device matches everything",
          "add one of " + String.join(", ", DeviceFacts.CRITERIA));
    }
    return match;
  }

  private void checkPattern(Node node, String criterion, String pattern) {
    if (pattern.isEmpty() || pattern.chars().allMatch(c -> c == '*')) {
      yaml.problem(
          node,
          "`" + criterion + "` tells no device from another",
          "name a value, or remove the line");
    } else if ((criterion.equals("rows") || criterion.equals("columns"))
        && number(pattern, 1, MOST_PIXELS) < 0) {
      yaml.problem(
          node,
          "`" + criterion + "` is no whole number from 1 to " + MOST_PIXELS,
          "write digits only, or a list of such numbers");
    }
  }

  private List<DeviceCatalog.Region> regions(Node node) {
    List<DeviceCatalog.Region> regions = new ArrayList<>();
    for (Node each : yaml.list(node)) {
      int before = problems.size();
      Map<String, Node> keys = yaml.mapping(each, "a region");
      if (problems.size() > before) {
        continue;
      }
      DeviceCatalog.Region region = region(each, keys);
      if (region != null && problems.size() == before) {
        regions.add(region);
      }
    }
    if (regions.isEmpty() && problems.isEmpty()) {
      yaml.problem(node, "the device has no region", "add one, or remove the device");
    }
    return regions;
  }

  private DeviceCatalog.Region region(Node node, Map<String, Node> keys) {
    boolean inPixels = PIXELS.stream().anyMatch(keys::containsKey);
    List<String> sides = inPixels ? PIXELS : FRACTIONS;
    List<String> allowed = new ArrayList<>(sides);
    allowed.add("why");
    known(keys, allowed, inPixels ? "key of a region in pixels" : "key of a region in fractions");
    if (!keys.keySet().containsAll(sides)) {
      yaml.problem(
          node,
          "the region does not say where it is",
          "write column, row, width and height in pixels, or left, top, right and bottom from 0 to"
              + " 1");
      return null;
    }
    String why = keys.containsKey("why") ? yaml.text(keys.get("why"), "why") : null;
    if (why == null || why.isBlank()) {
      yaml.problem(node, "the region has no `why`", "say what the device shows there");
      return null;
    }
    return inPixels ? pixels(keys, why.strip()) : fractions(node, keys, why.strip());
  }

  private DeviceCatalog.Region pixels(Map<String, Node> keys, String why) {
    int[] values = new int[4];
    for (int i = 0; i < 4; i++) {
      Node node = keys.get(PIXELS.get(i));
      int least = i < 2 ? 0 : 1;
      String text = yaml.text(node, PIXELS.get(i));
      values[i] = text == null ? -1 : number(text.strip(), least, MOST_PIXELS);
      if (values[i] < 0) {
        yaml.problem(
            node,
            "`" + PIXELS.get(i) + "` is no whole number from " + least + " to " + MOST_PIXELS,
            "write digits only");
        return null;
      }
    }
    return new DeviceCatalog.PixelRegion(new Box(values[0], values[1], values[2], values[3]), why);
  }

  private DeviceCatalog.Region fractions(Node region, Map<String, Node> keys, String why) {
    double[] values = new double[4];
    for (int i = 0; i < 4; i++) {
      Node node = keys.get(FRACTIONS.get(i));
      String text = yaml.text(node, FRACTIONS.get(i));
      values[i] = text == null ? -1 : fraction(text.strip());
      if (values[i] < 0) {
        yaml.problem(
            node,
            "`" + FRACTIONS.get(i) + "` is no number from 0 to 1",
            "write a part of the image, such as 0.25");
        return null;
      }
    }
    if (values[0] >= values[2] || values[1] >= values[3]) {
      yaml.problem(region, "the region is empty", "left is less than right, top less than bottom");
      return null;
    }
    return new DeviceCatalog.FractionRegion(values[0], values[1], values[2], values[3], why);
  }

  private void known(Map<String, Node> keys, List<String> allowed, String what) {
    for (Map.Entry<String, Node> key : keys.entrySet()) {
      if (!allowed.contains(key.getKey())) {
        yaml.problem(
            key.getValue(),
            "unknown " + what + " `" + key.getKey() + "`",
            "use one of " + String.join(", ", allowed));
      }
    }
  }

  private static int number(String text, int least, int most) {
    if (!text.matches("[0-9]{1,5}")) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value < least || value > most ? -1 : value;
  }

  private static double fraction(String text) {
    if (!text.matches("[01]|[01]?\\.[0-9]{1,9}")) {
      return -1;
    }
    double value = Double.parseDouble(text);
    return value > 1 ? -1 : value;
  }
}
