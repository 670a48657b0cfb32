/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/**
 * A Huffman table of lossless JPEG, for reading: categories 0 to 16 (ITU-T T.81 F.2.2.3, H.1.2).
 */
final class LosslessJpegCode {

  static final int LOOK = 12;
  static final int LENGTH = 0x3F;

  /** The entry holds the category of a difference whose bits reach past those looked at. */
  static final int CATEGORY = 0x40;

  /** The code is longer than the bits looked at, or there is none. */
  static final int LONG = 0x80;

  private static final int LARGEST_CATEGORY = 16;

  private final int[] looked = new int[1 << LOOK];
  private final int[] firstCode = new int[18];
  private final int[] firstSymbol = new int[18];
  private final int[] counts;
  private final byte[] symbols;

  private LosslessJpegCode(int[] counts, byte[] symbols) {
    this.counts = counts;
    this.symbols = symbols;
  }

  /**
   * From a table specification (T.81 B.2.4.2).
   *
   * @param at of the sixteen counts; the symbols follow and are in the array
   */
  static LosslessJpegCode of(byte[] stream, int at) throws CodecException {
    int[] counts = new int[17];
    int total = 0;
    for (int length = 1; length <= 16; length++) {
      counts[length] = stream[at + length - 1] & 0xFF;
      total += counts[length];
    }
    byte[] symbols = Arrays.copyOfRange(stream, at + 16, at + 16 + total);
    for (byte symbol : symbols) {
      if ((symbol & 0xFF) > LARGEST_CATEGORY) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
    }
    LosslessJpegCode table = new LosslessJpegCode(counts, symbols);
    if (!table.fill()) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
    return table;
  }

  /** False when the counts describe more codes than there are (T.81 C.2). */
  private boolean fill() {
    Arrays.fill(looked, LONG);
    int code = 0;
    int symbol = 0;
    for (int length = 1; length <= 16; length++) {
      firstCode[length] = code;
      firstSymbol[length] = symbol;
      for (int i = 0; i < counts[length]; i++, code++, symbol++) {
        if (code >= 1 << length) {
          return false;
        }
        if (length <= LOOK) {
          look(code, length, symbols[symbol]);
        }
      }
      code <<= 1;
    }
    return true;
  }

  private void look(int code, int length, int category) {
    int spare = LOOK - length;
    int from = code << spare;
    for (int rest = 0; rest < 1 << spare; rest++) {
      int entry;
      if (category == LARGEST_CATEGORY) {
        entry = 32768 << 8 | length;
      } else if (category <= spare) {
        entry = difference(rest >>> (spare - category), category) << 8 | (length + category);
      } else {
        entry = category << 8 | CATEGORY | length;
      }
      looked[from + rest] = entry;
    }
  }

  /** EXTEND of T.81 F.2.2.1. */
  static int difference(int bits, int category) {
    if (category == 0) {
      return 0;
    }
    return bits < 1 << (category - 1) ? bits + (-1 << category) + 1 : bits;
  }

  /**
   * By the next {@link #LOOK} bits: the difference shifted by eight, with {@link #LENGTH} the bits
   * used; or {@link #CATEGORY} or {@link #LONG}.
   */
  int[] looked() {
    return looked;
  }

  /** The category shifted by eight and the length of the code; -1 when there is no such code. */
  int search(int sixteenBits) {
    for (int length = LOOK + 1; length <= 16; length++) {
      int place = (sixteenBits >>> (16 - length)) - firstCode[length];
      if (place >= 0 && place < counts[length]) {
        return symbols[firstSymbol[length] + place] << 8 | length;
      }
    }
    return -1;
  }
}
