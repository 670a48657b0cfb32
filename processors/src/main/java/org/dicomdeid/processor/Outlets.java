/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All destinations of one data folder, each with what waits for it. */
public final class Outlets {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";

  private final Path folder;
  private final Map<String, OutletSettings> settings;
  private final Map<String, Outlet> opened = new TreeMap<>();

  /**
   * Opens each destination when it is first asked for.
   *
   * @param folder of all backlogs
   * @param settings by name; those that are not named have the standard ones
   */
  public Outlets(Path folder, Map<String, OutletSettings> settings) {
    this.folder = folder;
    this.settings = Map.copyOf(settings);
  }

  /** The destination of that name; its backlog is read when it is opened. */
  public synchronized Outlet of(String name) throws IOException {
    Outlet known = opened.get(name);
    if (known == null) {
      // It becomes the name of a folder.
      if (!name.matches(NAME)) {
        throw new IllegalArgumentException(
            "a destination's name is made of letters, digits, hyphens and underscores");
      }
      known =
          Outlet.open(
              name, settings.getOrDefault(name, OutletSettings.standard()), folder.resolve(name));
      opened.put(name, known);
    }
    return known;
  }

  /** Those that were opened, by name. */
  public synchronized Collection<Outlet> opened() {
    return List.copyOf(opened.values());
  }

  /** Those of the destinations for which the object does not wait already. */
  List<String> notWaiting(String key, List<String> destinations) throws IOException {
    List<String> left = new ArrayList<>();
    for (String each : destinations) {
      if (!of(each).backlog().contains(key)) {
        left.add(each);
      }
    }
    return left;
  }
}
