/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import java.time.Instant;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** Takes a file that is done away from where it was found: deletes it, or moves it. */
final class RemoteRelease {

  private static final String MOVE = "move:";

  private final String folder;

  /**
   * @param how {@code delete}, or {@code move:FOLDER} with a folder of the server
   */
  RemoteRelease(String how) {
    this.folder = how.startsWith(MOVE) ? how.substring(MOVE.length()) : "";
  }

  void of(
      GenericFileOperations<SftpRemoteFile<?>> operations, GenericFile<SftpRemoteFile<?>> file) {
    if (folder.isEmpty()) {
      operations.deleteFile(file.getAbsoluteFilePath());
      return;
    }
    String target = folder + "/" + file.getFileName();
    operations.buildDirectory(target.substring(0, target.lastIndexOf('/')), false);
    if (operations.existsFile(target)) {
      // Another one that was moved before; neither may be lost.
      target += "." + Instant.now().toEpochMilli();
    }
    operations.renameFile(file.getAbsoluteFilePath(), target);
  }
}
