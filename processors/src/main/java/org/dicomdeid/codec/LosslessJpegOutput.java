/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** Markers, parameters and entropy-coded data on their way out (ITU-T T.81 B.1, F.1.2.3). */
final class LosslessJpegOutput {

  /** A difference is at most 31 bits, and each byte of it may need a stuffed zero. */
  private static final int BYTES_PER_DIFFERENCE = 10;

  private byte[] bytes;
  private int at;
  private long pending;
  private int held;

  LosslessJpegOutput(int expected) {
    bytes = new byte[expected];
  }

  void marker(int marker) {
    uint16(0xFF00 | marker);
  }

  void uint16(int value) {
    uint8(value >> 8);
    uint8(value);
  }

  void uint8(int value) {
    if (at == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    bytes[at++] = (byte) value;
  }

  /** Writes a row of differences, the components of a pixel side by side. */
  void row(short[][] rows, LosslessJpegTable[] tables, int columns) throws CodecException {
    reserve((long) columns * rows.length * BYTES_PER_DIFFERENCE);
    byte[] to = bytes;
    int p = at;
    long bits = pending;
    int have = held;
    for (int x = 0; x < columns; x++) {
      for (int c = 0; c < rows.length; c++) {
        short difference = rows[c][x];
        int category = LosslessJpegTable.category(difference);
        int own = category == 16 ? 0 : category;
        int length = tables[c].lengths()[category] + own;
        long code = (long) tables[c].codes()[category] << own;
        // A negative difference is sent as itself minus one, its low bits (F.1.2.1).
        int low = (difference < 0 ? difference - 1 : difference) & (1 << own) - 1;
        bits = bits << length | code | low;
        have += length;
        while (have >= 8) {
          have -= 8;
          byte b = (byte) (bits >>> have);
          to[p++] = b;
          if (b == -1) {
            to[p++] = 0;
          }
        }
      }
    }
    at = p;
    pending = bits;
    held = have;
  }

  /** Fills the last byte with ones (F.1.2.3). */
  void align() {
    if (held > 0) {
      byte b = (byte) (pending << (8 - held) | (1 << (8 - held)) - 1);
      uint8(b);
      if (b == -1) {
        uint8(0);
      }
    }
    pending = 0;
    held = 0;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, at);
  }

  private void reserve(long more) throws CodecException {
    if (at + more <= bytes.length) {
      return;
    }
    long wanted = Math.max(at + more, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8));
    if (wanted > Integer.MAX_VALUE - 8) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
    bytes = Arrays.copyOf(bytes, (int) wanted);
  }
}
