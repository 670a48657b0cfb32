/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

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
   * Refuses an intake folder that holds, or lies in, another folder of the service.
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
    for (Intake each : settings.intakes()) {
      if (each.source().isPresent()) {
        continue;
      }
      String key = "dicom-deid.intake." + each.name() + ".folder";
      for (Map.Entry<String, Path> other : folders.entrySet()) {
        boolean holds = other.getValue().startsWith(each.folder());
        if (holds || each.folder().startsWith(other.getValue())) {
          throw new SettingsException(
              setting.apply(key), "must not hold, or lie in, the folder of " + other.getKey());
        }
      }
      folders.put(key, each.folder());
    }
  }
}
