/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What the end of a zip file says of its central directory, read before anything is allocated for
 * it (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param entries number of entries
 * @param bytes size of the directory
 */
record ZipDirectory(long entries, long bytes) {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int COMMENT_BYTES = 0xffff;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;

  /**
   * @throws ArchiveException when there is no end: the file was cut off
   */
  static ZipDirectory of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      int tail = (int) Math.min(size, END_BYTES + COMMENT_BYTES);
      ByteBuffer buffer = read(channel, size - tail, tail);
      for (int at = tail - END_BYTES; at >= 0; at--) {
        if (buffer.getInt(at) == END) {
          return of(channel, buffer, at, size - tail + at);
        }
      }
    }
    throw new ArchiveException(ArchiveFault.DAMAGED);
  }

  private static ZipDirectory of(FileChannel channel, ByteBuffer buffer, int at, long position)
      throws IOException {
    if (position >= LOCATOR64_BYTES) {
      ByteBuffer locator = read(channel, position - LOCATOR64_BYTES, LOCATOR64_BYTES);
      if (locator.getInt(0) == LOCATOR64) {
        ByteBuffer end = read(channel, locator.getLong(8), END64_BYTES);
        if (end.getInt(0) != END64) {
          throw new ArchiveException(ArchiveFault.DAMAGED);
        }
        return new ZipDirectory(end.getLong(32), end.getLong(40));
      }
    }
    return new ZipDirectory(
        Short.toUnsignedInt(buffer.getShort(at + 10)),
        Integer.toUnsignedLong(buffer.getInt(at + 12)));
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (from < 0) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new ArchiveException(ArchiveFault.DAMAGED);
      }
    }
    return buffer.flip();
  }
}
