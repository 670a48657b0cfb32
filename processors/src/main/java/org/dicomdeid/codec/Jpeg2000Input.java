/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import jj2000.j2k.io.EndianType;
import jj2000.j2k.io.RandomAccessIO;

/**
 * A codestream in memory, as JJ2000 reads it. It ends where the bytes end, and for a thread that
 * was told to stop every further read fails.
 */
final class Jpeg2000Input implements RandomAccessIO {

  /**
   * Thrown through JJ2000, which takes an EOFException for the end of a picture. A codestream whose
   * outline is sound is never read past its end.
   */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Thrown through JJ2000, which knows no other way to stop. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int at;

  Jpeg2000Input(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  private int take(int count) {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoppedException();
    }
    if (count < 0 || count > end - at) {
      throw new ExhaustedException();
    }
    int from = at;
    at += count;
    return from;
  }

  @Override
  public int getPos() {
    return at - start;
  }

  @Override
  public int length() {
    return end - start;
  }

  @Override
  public void seek(int position) {
    if (position < 0 || position > end - start) {
      throw new ExhaustedException();
    }
    at = start + position;
  }

  @Override
  public int read() {
    return bytes[take(1)] & 0xFF;
  }

  @Override
  public void readFully(byte[] to, int offset, int length) {
    System.arraycopy(bytes, take(length), to, offset, length);
  }

  @Override
  public byte readByte() {
    return bytes[take(1)];
  }

  @Override
  public int readUnsignedByte() {
    return read();
  }

  @Override
  public short readShort() {
    return (short) readUnsignedShort();
  }

  @Override
  public int readUnsignedShort() {
    int from = take(2);
    return (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
  }

  @Override
  public int readInt() {
    return readUnsignedShort() << 16 | readUnsignedShort();
  }

  @Override
  public long readUnsignedInt() {
    return readInt() & 0xFFFFFFFFL;
  }

  @Override
  public long readLong() {
    return (long) readInt() << 32 | readUnsignedInt();
  }

  @Override
  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  @Override
  public int getByteOrdering() {
    return EndianType.BIG_ENDIAN;
  }

  @Override
  public int skipBytes(int count) {
    take(count);
    return count;
  }

  @Override
  public void close() {}

  @Override
  public void flush() {}

  @Override
  public void write(int value) {
    throw readOnly();
  }

  @Override
  public void writeByte(int value) {
    throw readOnly();
  }

  @Override
  public void writeShort(int value) {
    throw readOnly();
  }

  @Override
  public void writeInt(int value) {
    throw readOnly();
  }

  @Override
  public void writeLong(long value) {
    throw readOnly();
  }

  @Override
  public void writeFloat(float value) {
    throw readOnly();
  }

  @Override
  public void writeDouble(double value) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("read only");
  }
}
