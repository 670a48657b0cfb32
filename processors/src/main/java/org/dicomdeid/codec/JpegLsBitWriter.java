/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/**
 * Bytes of a stream: those of marker segments, and the bits of entropy-coded data, of which the
 * byte after an FF takes seven (ITU-T T.87 A.1).
 */
final class JpegLsBitWriter {

  private byte[] bytes;
  private int length;

  /** Bits not yet written, the last one lowest. */
  private long pending;

  private int pendingBits;
  private boolean afterFf;

  JpegLsBitWriter(int expectedBytes) {
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void word(int value) {
    octet(value >> 8);
    octet(value);
  }

  void marker(int marker) {
    octet(0xFF);
    octet(marker);
  }

  /** Makes room, without which no bits may be put. */
  void reserve(long more) {
    if (more > bytes.length - length) {
      long wanted = Math.max(length + more, bytes.length + (bytes.length >> 1));
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, wanted));
    }
  }

  /** Puts up to 32 bits. */
  void bits(int value, int count) {
    pending = pending << count | (value & ((1L << count) - 1));
    pendingBits += count;
    if (pendingBits >= 32) {
      flush();
    }
  }

  /**
   * Puts a number in the Golomb code of limited length (A.5.3).
   *
   * @param longest zeros that announce a number in full
   * @param full bits of such a number
   */
  void golomb(int value, int k, int longest, int full) {
    int zeros = value >> k;
    if (zeros < longest) {
      int low = value & ((1 << k) - 1);
      if (zeros + 1 + k <= 32) {
        bits(1 << k | low, zeros + 1 + k);
        return;
      }
      zeros(zeros);
      bits(1 << k | low, k + 1);
      return;
    }
    zeros(longest);
    bits(1, 1);
    bits(value - 1, full);
  }

  /** Fills the last byte with zeros, and adds one after an FF, so that a marker may follow. */
  void align() {
    drain();
    if (pendingBits > 0 || afterFf) {
      int bits = afterFf ? 7 : 8;
      put((int) (pending << (bits - pendingBits)));
      pendingBits = 0;
    }
    pending = 0;
    afterFf = false;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void zeros(int count) {
    bits(0, Math.min(32, count));
    if (count > 32) {
      bits(0, count - 32);
    }
  }

  private void flush() {
    int word = (int) (pending >>> (pendingBits - 32));
    if (!afterFf && ((~word - 0x01010101) & word & 0x80808080) == 0) {
      bytes[length] = (byte) (word >> 24);
      bytes[length + 1] = (byte) (word >> 16);
      bytes[length + 2] = (byte) (word >> 8);
      bytes[length + 3] = (byte) word;
      length += 4;
      pendingBits -= 32;
    } else {
      drain();
    }
  }

  /** Writes all whole bytes. */
  private void drain() {
    while (pendingBits >= (afterFf ? 7 : 8)) {
      int bits = afterFf ? 7 : 8;
      pendingBits -= bits;
      put((int) (pending >>> pendingBits) & ((1 << bits) - 1));
    }
    pending &= (1L << pendingBits) - 1;
  }

  private void put(int value) {
    bytes[length++] = (byte) value;
    afterFf = (value & 0xFF) == 0xFF;
  }
}
