/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomdeid.receipt.OwnerOnly;
import org.dicomdeid.routes.ServiceSettings.Destination;
import org.dicomdeid.routes.ServiceSettings.Intake;

/** Makes the folders of a service, so that whoever starts it sees where things go. */
final class ServiceFolders {

  private ServiceFolders() {}

  static void make(ServiceSettings settings) throws SettingsException {
    ownerOnly("dicom-deid.data", settings.data());
    ownerOnly("dicom-deid.quarantine", settings.quarantine());
    for (Destination each : settings.destinations()) {
      if (each.folder().isPresent()) {
        shared("dicom-deid.destination." + each.name() + ".uri", each.folder().get());
      }
    }
    for (Intake each : settings.intakes()) {
      String key = "dicom-deid.intake." + each.name();
      if (each.source().isPresent()) {
        ownerOnly(key + ".uri", each.folder().getParent());
        ownerOnly(key + ".uri", each.folder());
      } else {
        shared(key + ".folder", each.folder());
      }
      if (each.moveTo().isPresent()) {
        ownerOnly(key + ".move-to", each.moveTo().get());
      }
    }
  }

  private static void ownerOnly(String key, Path folder) throws SettingsException {
    try {
      OwnerOnly.createFolder(folder);
      requireWritable(key, folder);
    } catch (IOException e) {
      throw new SettingsException(key + ": the folder " + folder + " cannot be made");
    }
  }

  private static void shared(String key, Path folder) throws SettingsException {
    try {
      Files.createDirectories(folder);
      requireWritable(key, folder);
    } catch (IOException e) {
      throw new SettingsException(key + ": the folder " + folder + " cannot be made");
    }
  }

  private static void requireWritable(String key, Path folder) throws SettingsException {
    if (!Files.isWritable(folder)) {
      throw new SettingsException(
          key + ": the folder " + folder + " cannot be written to by this user");
    }
  }
}
