/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Files and folders that nobody but their owner can read, on file systems that know owners. A file
 * appears under its name whole or not at all, and is never replaced.
 */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes the folder and its parents where they are missing; an existing one stays as it is. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, attributes(folder, FOLDER));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Makes an empty file that must not exist yet, to be filled. */
  public static void createEmpty(Path file) throws IOException {
    Files.createFile(file, attributes(file, FILE));
  }

  /** Takes group and others their rights on a file that something else made. */
  public static void restrict(Path file) throws IOException {
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /**
   * Writes a file that does not exist yet.
   *
   * @return false when another process was first; its file stays
   */
  static boolean writeNew(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, content);
      // A hard link fails when the name is taken, which a rename does not.
      Files.createLink(file, draft);
      sync(file.toAbsolutePath().getParent());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      return moveNew(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Writes a file in place of another that may be there, at once and whole. */
  static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(file.toAbsolutePath().getParent());
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Writes a file in a folder that nobody else knows yet. */
  static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes(file, FILE))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Whether group or others may read the file. */
  static boolean isReadableByOthers(Path file) throws IOException {
    if (!isPosix(file)) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.contains(PosixFilePermission.GROUP_READ)
        || permissions.contains(PosixFilePermission.OTHERS_READ);
  }

  private static boolean moveNew(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static void sync(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
