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

  /** Of each context twice the index of its state and, in the lowest bit, the sense of MPS. */
  private final int[] contexts = new int[CONTEXTS];

  /** By such a number: Qe, and what follows MPS and LPS. */
  private static final int[] QE = new int[94];

  private static final int[] AFTER_MPS = new int[94];
  private static final int[] AFTER_LPS = new int[94];

  static {
    for (int i = 0; i < QE.length; i++) {
      int row = i / 2 * 4;
      QE[i] = STATES[row];
      AFTER_MPS[i] = (2 * STATES[row + 1]) | (i & 1);
      AFTER_LPS[i] = (2 * STATES[row + 2]) | ((i & 1) ^ STATES[row + 3]);
    }
  }

  private byte[] data;
  private int at;
  private int end;
  private int code;
  private int interval;
  private int shifts;
  private int filled;

  /** Table D.7. */
  void resetContexts() {
    Arrays.fill(contexts, 0);
    contexts[ZERO_CODING] = 2 * 4;
    contexts[RUN_LENGTH] = 2 * 3;
    contexts[UNIFORM] = 2 * 46;
  }

  /** Begins a codeword segment. */
  void start(byte[] bytes, int from, int to) {
    data = bytes;
    at = from;
    end = to;
    filled = 0;
    code = byteAt(at) << 16;
    byteIn();
    code <<= 7;
    shifts -= 7;
    interval = 0x8000;
  }

  private int byteAt(int i) {
    return i < end ? data[i] & 0xFF : 0xFF;
  }

  private void byteIn() {
    if (byteAt(at) == 0xFF) {
      int next = byteAt(at + 1);
      if (next > 0x8F) {
        code += 0xFF00;
        shifts = 8;
        filled++;
      } else {
        at++;
        code += next << 9;
        shifts = 7;
      }
    } else {
      at++;
      code += byteAt(at) << 8;
      shifts = 8;
    }
  }

  int decode(int context) {
    int state = contexts[context];
    int qe = QE[state];
    interval -= qe;
    if (code >>> 16 < qe) {
      // LPS, or MPS that has the smaller part.
      boolean lps = interval >= qe;
      interval = qe;
      contexts[context] = lps ? AFTER_LPS[state] : AFTER_MPS[state];
      renormalize();
      return (state & 1) ^ (lps ? 1 : 0);
    }
    code -= qe << 16;
    if ((interval & 0x8000) != 0) {
      return state & 1;
    }
    boolean lps = interval < qe;
    contexts[context] = lps ? AFTER_LPS[state] : AFTER_MPS[state];
    renormalize();
    return (state & 1) ^ (lps ? 1 : 0);
  }

  private void renormalize() {
    do {
      if (shifts == 0) {
        byteIn();
      }
      interval <<= 1;
      code <<= 1;
      shifts--;
    } while ((interval & 0x8000) == 0);
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
