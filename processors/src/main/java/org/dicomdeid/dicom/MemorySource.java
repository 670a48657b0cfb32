/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.EOFException;
import java.util.Objects;

/** Bytes that are in memory already; the array is not copied. */
public final class MemorySource implements ByteSource {

  private final byte[] bytes;
  private final int size;

  public MemorySource(byte[] bytes) {
    this(bytes, bytes.length);
  }

  MemorySource(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = Objects.checkIndex(size, bytes.length + 1);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int from, int length) throws EOFException {
    if (position < 0 || length > size - position) {
      throw new EOFException();
    }
    System.arraycopy(bytes, (int) position, target, from, length);
  }

  @Override
  public byte[] array() {
    return bytes;
  }

  @Override
  public void close() {}
}
