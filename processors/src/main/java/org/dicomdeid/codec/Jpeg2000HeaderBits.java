/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** The bits of packet headers, where a zero bit is stuffed after a byte of FF (T.800 B.10.1). */
final class Jpeg2000HeaderBits {

  private final byte[] bytes;
  private final int end;
  private int at;
  private int current;
  private int left;

  Jpeg2000HeaderBits(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int bit() throws CodecException {
    if (left == 0) {
      boolean stuffed = current == 0xFF;
      if (at == end) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, at);
      }
      current = bytes[at++] & 0xFF;
      left = stuffed ? 7 : 8;
      if (stuffed && current > 0x7F) {
        throw corrupt();
      }
    }
    left--;
    return (current >> left) & 1;
  }

  int bits(int count) throws CodecException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** Leaves the rest of the byte, and the stuffed one when that was FF. */
  void align() throws CodecException {
    if (current == 0xFF) {
      left = 0;
      bit();
    }
    left = 0;
    current = 0;
  }

  /** Goes past a marker that stands here, at the border of a byte. */
  boolean skip(int marker) {
    boolean here = end - at >= 2 && ((bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF)) == marker;
    at += here ? 2 : 0;
    return here;
  }

  /** Offset of the next byte. */
  int at() {
    return at;
  }

  boolean atEnd() {
    return at == end;
  }

  CodecException corrupt() {
    return new CodecException(CodecFault.CORRUPT_PIXELS, at);
  }
}
