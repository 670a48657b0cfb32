/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.EOFException;
import java.io.IOException;

/**
 * Looks at a source through a small buffer; at the array itself when the source is in memory.
 *
 * <p>A reader that walks on gets large reads, one that jumps over bulk values small ones.
 */
final class Window {

  private static final int SMALL = 4 * 1024;
  private static final int LARGE = 64 * 1024;

  private final ByteSource source;
  private final long size;
  private byte[] buffer;
  private long base;
  private int filled;

  Window(ByteSource source) {
    this.source = source;
    this.size = source.size();
    byte[] array = source.array();
    if (array == null) {
      buffer = new byte[LARGE];
    } else {
      buffer = array;
      filled = (int) size;
    }
  }

  ByteSource source() {
    return source;
  }

  long size() {
    return size;
  }

  /** The buffer in which {@link #at} gave an index, until the next call of it. */
  byte[] bytes() {
    return buffer;
  }

  /** The index in {@link #bytes()} of {@code position}, from which {@code length} bytes follow. */
  int at(long position, int length) throws IOException {
    long index = position - base;
    if (index >= 0 && index + length <= filled) {
      return (int) index;
    }
    if (position < 0 || length > size - position) {
      throw new EOFException();
    }
    boolean onward = index >= 0 && index <= filled + SMALL;
    int wanted = (int) Math.min(Math.max(onward ? LARGE : SMALL, length), size - position);
    if (wanted > buffer.length) {
      throw new IllegalArgumentException("look-ahead of " + length + " bytes");
    }
    filled = 0;
    base = position;
    source.read(position, buffer, 0, wanted);
    filled = wanted;
    return 0;
  }

  int u16(long position, boolean bigEndian) throws IOException {
    int at = at(position, 2);
    return bigEndian
        ? (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF)
        : (buffer[at + 1] & 0xFF) << 8 | (buffer[at] & 0xFF);
  }

  /** A tag: group and element in the byte order given. */
  int tag(long position, boolean bigEndian) throws IOException {
    int at = at(position, 4);
    return bigEndian
        ? (buffer[at] << 24)
            | (buffer[at + 1] & 0xFF) << 16
            | (buffer[at + 2] & 0xFF) << 8
            | (buffer[at + 3] & 0xFF)
        : (buffer[at + 1] << 24)
            | (buffer[at] & 0xFF) << 16
            | (buffer[at + 3] & 0xFF) << 8
            | (buffer[at + 2] & 0xFF);
  }

  /** An unsigned 32-bit length. */
  long u32(long position, boolean bigEndian) throws IOException {
    long low = u16(bigEndian ? position + 2 : position, bigEndian);
    long high = u16(bigEndian ? position : position + 2, bigEndian);
    return high << 16 | low;
  }

  /** The two VR letters as {@link VR#code()} has them. */
  int letters(long position) throws IOException {
    return u16(position, true);
  }
}
