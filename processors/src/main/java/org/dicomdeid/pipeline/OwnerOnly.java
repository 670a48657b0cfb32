/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders whose content may identify a patient. */
final class OwnerOnly {

  private OwnerOnly() {}

  /**
   * Makes the folder, and those above it, if need be; the ones made are readable by their owner
   * alone.
   */
  static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
