/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** The MQ decoder of one codeword segment after another (ITU-T T.800 annex C). */
final class Jpeg2000MqDecoder {

  /** Table C.2: Qe, next state after MPS and LPS, switch of the sense of MPS. */
  private static final int[] STATES = {
    0x5601, 1, 1, 1, 0x3401, 2, 6, 0, 0x1801, 3, 9, 0, 0x0AC1, 4, 12, 0, 0x0521, 5, 29, 0,
    0x0221, 38, 33, 0, 0x5601, 7, 6, 1, 0x5401, 8, 14, 0, 0x4801, 9, 14, 0, 0x3801, 10, 14, 0,
    0x3001, 11, 17, 0, 0x2401, 12, 18, 0, 0x1C01, 13, 20, 0, 0x1601, 29, 21, 0, 0x5601, 15, 14, 1,
    0x5401, 16, 14, 0, 0x5101, 17, 15, 0, 0x4801, 18, 16, 0, 0x3801, 19, 17, 0, 0x3401, 20, 18, 0,
    0x3001, 21, 19, 0, 0x2801, 22, 19, 0, 0x2401, 23, 20, 0, 0x2201, 24, 21, 0, 0x1C01, 25, 22, 0,
    0x1801, 26, 23, 0, 0x1601, 27, 24, 0, 0x1401, 28, 25, 0, 0x1201, 29, 26, 0, 0x1101, 30, 27, 0,
    0x0AC1, 31, 28, 0, 0x09C1, 32, 29, 0, 0x08A1, 33, 30, 0, 0x0521, 34, 31, 0, 0x0441, 35, 32, 0,
    0x02A1, 36, 33, 0, 0x0221, 37, 34, 0, 0x0141, 38, 35, 0, 0x0111, 39, 36, 0, 0x0085, 40, 37, 0,
    0x0049, 41, 38, 0, 0x0025, 42, 39, 0, 0x0015, 43, 40, 0, 0x0009, 44, 41, 0, 0x0005, 45, 42, 0,
    0x0001, 45, 43, 0, 0x5601, 46, 46, 0,
  };

  static final int ZERO_CODING = 0;
  static final int SIGN_CODING = 9;
  static final int REFINEMENT = 14;
  static final int RUN_LENGTH = 17;
  static final int UNIFORM = 18;
  private static final int CONTEXTS = 19;

  /**
   * The states with a sense of MPS: MPS in bit 0, what follows LPS from bit 1 on, Qe from bit 8 on,
   * and what follows MPS from bit 24 on; what follows is an index into this.
   */
  private static final int[] ENTRIES = new int[94];

  private static final int QE = 0x7FFF00;
  private static final int AFTER_LPS = 1;
  private static final int AFTER_MPS = 24;
  private static final int HALF = 0x800000;

  static {
    for (int i = 0; i < ENTRIES.length; i++) {
      int row = i / 2 * 4;
      int mps = i & 1;
      int afterMps = 2 * STATES[row + 1] + mps;
      int afterLps = 2 * STATES[row + 2] + (mps ^ STATES[row + 3]);
      ENTRIES[i] = (afterMps << AFTER_MPS) | (STATES[row] << 8) | (afterLps << AFTER_LPS) | mps;
    }
  }

  private final int[] contexts = new int[CONTEXTS];
  private byte[] data;
  private int at;
  private int end;

  /** C and A of the standard, both from bit 8 on and less {@link #slack}. */
  private int code;

  private int interval;

  /** How much both may still shrink before there is more to do than to give MPS. */
  private int slack;

  private int shifts;
  private int filled;

  /** Table D.7. */
  void resetContexts() {
    Arrays.fill(contexts, ENTRIES[0]);
    contexts[ZERO_CODING] = ENTRIES[2 * 4];
    contexts[RUN_LENGTH] = ENTRIES[2 * 3];
    contexts[UNIFORM] = ENTRIES[2 * 46];
  }

  /** Begins a codeword segment. */
  void start(byte[] bytes, int from, int to) {
    data = bytes;
    at = from;
    end = to;
    filled = 0;
    code = byteAt(at) << 8;
    byteIn();
    code <<= 7;
    shifts -= 7;
    interval = HALF;
    takeSlack();
  }

  private int byteAt(int i) {
    return i < end ? data[i] & 0xFF : 0xFF;
  }

  private void byteIn() {
    if (byteAt(at) == 0xFF) {
      int next = byteAt(at + 1);
      if (next > 0x8F) {
        code += 0xFF;
        shifts = 8;
        filled++;
      } else {
        at++;
        code += next << 1;
        shifts = 7;
      }
    } else {
      at++;
      code += byteAt(at);
      shifts = 8;
    }
  }

  int decode(int context) {
    int entry = contexts[context];
    slack -= entry & QE;
    return slack >= 0 ? entry & 1 : decodeAndRenormalize(context, entry);
  }

  private int decodeAndRenormalize(int context, int entry) {
    int qe = entry & QE;
    interval += slack;
    code += slack;
    // Which way it goes cannot be foretold, so this has masks for branches. The lower part is that
    // of LPS unless it is the larger one (C.3.2).
    int lower = code >> 31;
    int exchanged = (interval - qe) >> 31;
    int lps = lower ^ exchanged;
    code += qe & lower;
    interval += (qe - interval) & lower;
    contexts[context] = ENTRIES[(entry >> (AFTER_MPS - (lps & (AFTER_MPS - AFTER_LPS)))) & 0x7F];
    int count = Integer.numberOfLeadingZeros(interval) - 8;
    interval <<= count;
    while (count > shifts) {
      code <<= shifts;
      count -= shifts;
      byteIn();
    }
    code <<= count;
    shifts -= count;
    takeSlack();
    return (entry ^ lps) & 1;
  }

  private void takeSlack() {
    slack = Math.min(interval - HALF, code);
    interval -= slack;
    code -= slack;
  }

  /** Bytes of the segment that were not looked at. */
  int unread() {
    return Math.max(0, end - 1 - at);
  }

  /** How often bytes were made up for want of them in the segment. */
  int filled() {
    return filled;
  }
}
