/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** One byte plane as runs: the packbits scheme of PS3.5 G.3. */
final class RlePlane {

  private static final int LONGEST = 128;

  private RlePlane() {}

  /** Fills every {@code stride}th byte of {@code cells} from {@code to} with a segment. */
  static void decode(byte[] stream, int start, int end, byte[] cells, int to, int stride)
      throws CodecException {
    int at = start;
    int out = to;
    int limit = cells.length;
    while (out < limit) {
      if (at >= end) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, end);
      }
      int control = stream[at++];
      if (control == -128) {
        continue;
      }
      int length = control >= 0 ? control + 1 : 1 - control;
      if ((long) out + (long) (length - 1) * stride >= limit) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at - 1);
      }
      if (end - at < (control >= 0 ? length : 1)) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, end);
      }
      if (control < 0) {
        byte value = stream[at++];
        if (stride == 1) {
          Arrays.fill(cells, out, out + length, value);
          out += length;
        } else {
          for (int i = 0; i < length; i++, out += stride) {
            cells[out] = value;
          }
        }
      } else if (stride == 1) {
        System.arraycopy(stream, at, cells, out, length);
        at += length;
        out += length;
      } else {
        for (int i = 0; i < length; i++, out += stride) {
          cells[out] = stream[at++];
        }
      }
    }
    for (; at < end; at++) {
      // A segment is padded with zero (G.3.1); some writers put the byte that says nothing.
      if (stream[at] != 0 && stream[at] != -128) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
    }
  }

  /** Codes a row on its own, as G.3.1 demands; gives the offset after it. */
  static int encodeRow(byte[] row, byte[] out, int at) {
    int to = at;
    int from = 0;
    int end = row.length;
    while (from < end) {
      int same = sameFrom(row, from);
      if (same >= 2) {
        out[to++] = (byte) (1 - same);
        out[to++] = row[from];
        from += same;
        continue;
      }
      int literal = literalEnd(row, from);
      out[to++] = (byte) (literal - from - 1);
      System.arraycopy(row, from, out, to, literal - from);
      to += literal - from;
      from = literal;
    }
    return to;
  }

  private static int sameFrom(byte[] row, int from) {
    int limit = Math.min(row.length, from + LONGEST);
    int at = from + 1;
    while (at < limit && row[at] == row[from]) {
      at++;
    }
    return at - from;
  }

  /** A literal run ends before three equal bytes: a pair inside it costs nothing. */
  private static int literalEnd(byte[] row, int from) {
    int limit = Math.min(row.length, from + LONGEST);
    int at = from + 1;
    while (at < limit) {
      if (at + 2 < row.length && row[at] == row[at + 1] && row[at] == row[at + 2]) {
        return at;
      }
      at++;
    }
    return limit;
  }
}
