/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.util.FileUtil;

/**
 * Uploads with half the questions. For each file Camel asks whether its folder is there, by
 * entering it and going back, and twice whether its temporary name is taken; each is an answer to
 * wait for. Here a folder that was seen is taken to be there until a file cannot be stored in it,
 * and what lies under a temporary name, as after a crash, is written over.
 */
final class UploadOperations extends SftpOperations {

  /** Of temporary names, in send-sftp.yaml. */
  private static final String PART = ".part-";

  private static final int KNOWN = 10_000;

  private final Map<String, Boolean> folders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > KNOWN;
        }
      };

  @Override
  public boolean existsFile(String name) {
    return !FileUtil.stripPath(name).startsWith(PART) && super.existsFile(name);
  }

  @Override
  public boolean buildDirectory(String directory, boolean absolute) {
    if (folders.get(directory) != null) {
      return true;
    }
    boolean there = super.buildDirectory(directory, absolute);
    if (there) {
      folders.put(directory, true);
    }
    return there;
  }

  @Override
  public boolean storeFile(String name, Exchange exchange, long size) {
    try {
      return super.storeFile(name, exchange, size);
    } catch (GenericFileOperationFailedException e) {
      folders.clear();
      boolean noFolder =
          e.getCause() instanceof SftpException fault
              && fault.id == ChannelSftp.SSH_FX_NO_SUCH_FILE;
      // Whoever fetched the files before took their folder away.
      if (noFolder
          && buildDirectory(FileUtil.onlyPath(name), FileUtil.isAbsolute(new File(name)))) {
        return super.storeFile(name, exchange, size);
      }
      throw e;
    }
  }
}
