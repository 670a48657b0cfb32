/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the differences of one entropy-coded segment (ITU-T T.81 H.2, F.1.2.3). */
final class LosslessJpegBits {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Whole bytes that some writers leave between the last sample and the marker. */
  private static final int TOLERATED_REST = 2;

  /** Read past the end, in zeros, before that is noticed. */
  private static final int SLACK = 8;

  private final byte[] stream;
  private final byte[] bytes;
  private int start;
  private int next;
  private int limit;
  private int at;
  private long window;
  private int held;

  LosslessJpegBits(byte[] stream, int start) {
    this.stream = stream;
    this.bytes = new byte[stream.length - start + 2 * SLACK];
    this.next = start;
  }

  /** Takes the segment from {@link #next} up to its marker, without the stuffed zeros. */
  void open(int from) {
    start = from;
    int to = 0;
    int i = from;
    int end = stream.length;
    while (i < end) {
      byte b = stream[i];
      if (b == -1) {
        int after = i + 1;
        while (after < end && stream[after] == -1) {
          after++;
        }
        // A cut may leave the marker's first byte alone at the end.
        if (after >= end || stream[after] != 0) {
          break;
        }
        i = after;
      }
      bytes[to++] = b;
      i++;
    }
    next = i;
    limit = to;
    for (int k = 0; k < 2 * SLACK && to + k < bytes.length; k++) {
      bytes[to + k] = 0;
    }
    at = 0;
    window = 0;
    held = 0;
  }

  /** Where the marker stands that ended the segment, or the end of the stream. */
  int next() {
    return next;
  }

  /** Whether more bits were read than the segment has. */
  boolean exhausted() {
    return 8L * at - held > 8L * limit;
  }

  /**
   * Whether only padding was not read: of the last byte bits that are all one (F.1.2.3) or, of some
   * writers, all zero, and such bytes behind it.
   */
  boolean isAtEnd() {
    int left = (int) (8L * limit - (8L * at - held));
    int whole = left >> 3;
    int rest = left & 7;
    boolean padding = whole <= TOLERATED_REST;
    for (int i = limit - whole; padding && i < limit; i++) {
      padding = bytes[i] == 0 || bytes[i] == -1;
    }
    return padding && (rest == 0 || isPadding(bytes[limit - whole - 1], (1 << rest) - 1));
  }

  private static boolean isPadding(byte last, int mask) {
    return (last & mask) == 0 || (last & mask) == mask;
  }

  /** Reads a row of differences, the components of a pixel side by side. */
  void read(int[][] rows, LosslessJpegCode[] codes, int columns) throws CodecException {
    int components = rows.length;
    long w = window;
    int have = held;
    int p = at;
    int last = limit + SLACK;
    for (int x = 0; x < columns; x++) {
      for (int c = 0; c < components; c++) {
        if (have < 32) {
          w |= (long) LONG.get(bytes, p) >>> have;
          int taken = (63 - have) >>> 3;
          p = Math.min(p + taken, last);
          have += taken << 3;
        }
        LosslessJpegCode code = codes[c];
        int entry = code.looked()[(int) (w >>> (64 - LosslessJpegCode.LOOK))];
        int length = entry & LosslessJpegCode.LENGTH;
        int difference = entry >> 8;
        if ((entry & (LosslessJpegCode.CATEGORY | LosslessJpegCode.LONG)) != 0) {
          if ((entry & LosslessJpegCode.LONG) != 0) {
            entry = code.search((int) (w >>> 48));
            if (entry < 0) {
              boolean end = p >= limit;
              throw new CodecException(
                  end ? CodecFault.TRUNCATED_PIXELS : CodecFault.CORRUPT_PIXELS, start);
            }
            length = entry & LosslessJpegCode.LENGTH;
          }
          int category = entry >> 8;
          if (category == 16) {
            difference = 32768;
          } else if (category == 0) {
            difference = 0;
          } else {
            int bits = (int) ((w << length) >>> (64 - category));
            difference = LosslessJpegCode.difference(bits, category);
            length += category;
          }
        }
        w <<= length;
        have -= length;
        rows[c][x] = difference;
      }
    }
    window = w;
    held = have;
    at = p;
  }
}
