/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Held by whoever takes objects out of a quarantine. Who puts objects in needs none: {@link
 * Quarantine#hold} counts on no copy but its own.
 */
public final class QuarantineLock implements Closeable {

  private final FileChannel channel;

  private QuarantineLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Null when somebody else has it. */
  public static QuarantineLock tryLock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".taking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new QuarantineLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another part of this process has it.
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
