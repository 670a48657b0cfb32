/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;

/** No folder may feed what the service writes back into what it reads. */
final class FolderLayout {

  private FolderLayout() {}

  /**
   * Refuses an intake folder that holds, or lies in, another folder of the service, and a
   * destination in which originals or keys would be handed out.
   *
   * @param setting finds where a key was set
   */
  static void check(ServiceSettings settings, Function<String, Setting> setting)
      throws SettingsException {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("dicom-deid.data", settings.data());
    folders.put("dicom-deid.quarantine", settings.quarantine());
    for (Destination each : settings.destinations()) {
      String key = "dicom-deid.destination." + each.name() + ".uri";
      each.folder().ifPresent(folder -> folders.put(key, folder));
    }
    for (Intake each : settings.intakes()) {
      String key = "dicom-deid.intake." + each.name();
      each.moveTo().ifPresent(folder -> folders.put(key + ".move-to", folder));
    }
    for (Destination each : settings.destinations()) {
      String key = "dicom-deid.destination." + each.name() + ".uri";
      if (each.folder().isPresent()) {
        refuseInside(each.folder().get(), key, setting, folders);
      }
    }
    for (Intake each : settings.intakes()) {
      if (each.source().isPresent()) {
        continue;
      }
      String key = "dicom-deid.intake." + each.name() + ".folder";
      for (Map.Entry<String, Path> other : folders.entrySet()) {
        Path folder = real(each.folder());
        Path their = real(other.getValue());
        if (their.startsWith(folder) || folder.startsWith(their)) {
          throw new SettingsException(
              setting.apply(key), "must not hold, or lie in, the folder of " + other.getKey());
        }
      }
      folders.put(key, each.folder());
    }
  }

  /** Destinations may hold each other; nothing else of the service may lie in one. */
  private static void refuseInside(
      Path out, String destination, Function<String, Setting> setting, Map<String, Path> folders)
      throws SettingsException {
    for (Map.Entry<String, Path> each : folders.entrySet()) {
      boolean secret = !each.getKey().startsWith("dicom-deid.destination.");
      if (secret && real(each.getValue()).startsWith(real(out))) {
        boolean standard = setting.apply(each.getKey()).where().startsWith("default");
        throw new SettingsException(
            setting.apply(standard ? destination : each.getKey()),
            (standard
                    ? "must not hold the folder of " + each.getKey()
                    : "must not lie in the folder of " + destination)
                + ": whoever hands the destination out would hand out originals or keys");
      }
    }
  }

  /** Through links, as far as it is there. */
  private static Path real(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      return there.toRealPath().resolve(there.relativize(folder)).normalize();
    } catch (IOException e) {
      return folder;
    }
  }
}
