/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.dicomdeid.dicom.ByteSource;

/**
 * Frames that wait until they are written: in memory while they are few, then in a file that only
 * its owner can read and that is deleted on closing.
 */
final class FrameSpool implements ByteSource {

  private static final int IN_MEMORY = 16 << 20;

  private final Path folder;
  private final int inMemory;
  private byte[] memory = new byte[0];
  private FileChannel file;
  private long size;

  FrameSpool(Path folder) {
    this(folder, IN_MEMORY);
  }

  /**
   * @param inMemory most bytes that are held in memory
   */
  FrameSpool(Path folder, int inMemory) {
    this.folder = folder;
    this.inMemory = inMemory;
  }

  /** Adds bytes at the end; where they begin is the size before. */
  void add(byte[] bytes) throws IOException {
    long after = size + bytes.length;
    if (file == null && after > inMemory) {
      file = create();
      write(memory, (int) size, 0);
      memory = null;
    }
    if (file != null) {
      write(bytes, bytes.length, size);
    } else {
      if (after > memory.length) {
        memory = Arrays.copyOf(memory, (int) Math.max(after, Math.min(inMemory, 2 * after)));
      }
      System.arraycopy(bytes, 0, memory, (int) size, bytes.length);
    }
    size = after;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int from, int length) throws IOException {
    if (position < 0 || length > size - position) {
      throw new EOFException();
    }
    if (file == null) {
      System.arraycopy(memory, (int) position, target, from, length);
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(target, from, length);
    while (rest.hasRemaining()) {
      if (file.read(rest, position + rest.position() - from) < 0) {
        throw new EOFException();
      }
    }
  }

  @Override
  public byte[] array() {
    return memory;
  }

  @Override
  public void close() throws IOException {
    memory = null;
    size = 0;
    if (file != null) {
      file.close();
    }
  }

  private void write(byte[] bytes, int length, long position) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    while (rest.hasRemaining()) {
      file.write(rest, position + rest.position());
    }
  }

  private FileChannel create() throws IOException {
    Path path = folder.resolve("frames-" + UUID.randomUUID() + ".spool");
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(
        path,
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        attributes);
  }
}
