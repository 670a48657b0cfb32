/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dicomdeid.receipt.OwnerOnly;

/**
 * A folder of this process alone, owner-only, for files that live as long as one object is on its
 * way. What a killed process left in its own is deleted by the next one that opens.
 */
public final class WorkFolder implements Closeable {

  private static final String PREFIX = "run-";
  private static final String LOCK = ".lock";

  /**
   * Lock files of this process: to open one again and close it would end its lock (POSIX fcntl).
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path lockFile;
  private final FileChannel channel;
  private final FileLock lock;

  private WorkFolder(Path folder, Path lockFile, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * A new folder in another.
   *
   * @param parent is made, owner-only, when it is missing
   */
  public static WorkFolder open(Path parent) throws IOException {
    OwnerOnly.createFolder(parent);
    clearLeftovers(parent);
    Path folder = Files.createTempDirectory(parent, PREFIX);
    Path lockFile = folder.resolveSibling(folder.getFileName() + LOCK);
    OWN.add(lockFile.toAbsolutePath().normalize());
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new WorkFolder(folder, lockFile, channel, channel.lock());
  }

  public Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    delete(folder);
    lock.release();
    channel.close();
    Files.deleteIfExists(lockFile);
    OWN.remove(lockFile.toAbsolutePath().normalize());
  }

  private static void clearLeftovers(Path parent) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
      for (Path each : locks) {
        if (OWN.contains(each.toAbsolutePath().normalize())) {
          continue;
        }
        try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel)) {
          if (lock != null) {
            String name = each.getFileName().toString();
            delete(parent.resolve(name.substring(0, name.length() - LOCK.length())));
            Files.deleteIfExists(each);
          }
        }
      }
    }
  }

  /** Null when another process, or another part of this one, works there. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(folder);
  }
}
