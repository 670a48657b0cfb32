/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.dicomdeid.codec.Jpeg2000Contexts.NEIGHBOURS;

import java.util.Arrays;

/**
 * Decodes the coding passes of code blocks, one block after another (ITU-T T.800 annex D), and
 * finds damage within them: passes of a sound segment need its bytes to about the last one, those
 * of a damaged one nearly always more or less.
 */
final class Jpeg2000BlockDecoder {

  private static final int STRIPE = 4;

  /**
   * The state of a column of a stripe: from bit 0 on which coefficients of the six rows around it
   * are significant, three each, so that a shift by three times a row gives the state that {@link
   * Jpeg2000Contexts} asks for. From bit 19 on for each row whether the coefficient is negative,
   * was refined, was visited in this bit plane; and whether those above and below the column are
   * negative.
   */
  private static final int SIGNIFICANT = 1 << 4;

  private static final int ANY_SIGNIFICANT = SIGNIFICANT * 0b001_001_001_001;
  private static final int NEGATIVE = 19;
  private static final int REFINED = 1 << 20;
  private static final int VISITED = 1 << 21;
  private static final int TO_VISITED = 17;
  private static final int ANY_VISITED = VISITED * 0b001_001_001_001;
  private static final int NEGATIVE_ABOVE = 18;
  private static final int NEGATIVE_BELOW = 31;

  /**
   * Bytes that may be left of a segment and be made up behind it. A decoder reads two or three
   * bytes ahead, and coders that cut a segment short guess how many it needs (C.2.9, D.4); of
   * OpenJPEG's and JJ2000's none left more than 1 or wanted more than 4.
   */
  private static final int MOST_UNREAD = 4;

  private static final int MOST_FILLED = 8;

  private static final int SEGMENTATION_SYMBOL = 0xA;

  private final Jpeg2000MqDecoder mq = new Jpeg2000MqDecoder();
  private final Jpeg2000RawBits raw = new Jpeg2000RawBits();
  private int[] states = new int[0];
  private int[] values;
  private byte[] zeroCoding;
  private Jpeg2000BlockStyle style;
  private boolean causal;
  private int width;
  private int height;
  private int step;
  private int plane;

  /**
   * Decodes a block.
   *
   * @param into its coefficients row by row, zero before: sign in the highest bit, magnitude from
   *     the next one on, with half of what is not known
   * @param segments lengths of the codeword segments in {@code data}
   * @param skipped magnitude bits that are all zero
   * @throws CodecException CORRUPT_PIXELS when passes and segments do not come out even
   */
  void decode(
      int[] into,
      int blockWidth,
      int blockHeight,
      byte[] contexts,
      Jpeg2000BlockStyle blockStyle,
      byte[] data,
      int[] segments,
      int skipped,
      int passes)
      throws CodecException {
    values = into;
    width = blockWidth;
    height = blockHeight;
    step = width + 2;
    zeroCoding = contexts;
    style = blockStyle;
    causal = style.verticallyCausal();
    plane = 30 - skipped;
    int size = step * ((height + STRIPE - 1) / STRIPE + 2);
    if (states.length < size) {
      states = new int[size];
    } else {
      Arrays.fill(states, 0, size, 0);
    }
    mq.resetContexts();
    int segment = 0;
    int from = 0;
    int pass = 0;
    while (pass < passes && plane >= 0) {
      int end = Math.min(passes, style.segmentEnd(pass));
      if (segment == segments.length || segments[segment] > data.length - from) {
        throw corrupt();
      }
      int to = from + segments[segment++];
      boolean isRaw = style.isRaw(pass);
      if (isRaw) {
        raw.start(data, from, to);
      } else {
        mq.start(data, from, to);
      }
      for (; pass < end && plane >= 0; pass++) {
        pass(pass, isRaw);
      }
      if (pass == end) {
        ends(isRaw);
      }
      from = to;
    }
  }

  /**
   * Bytes that were not needed, or were wanted and not there, tell that something else was decoded
   * than was coded.
   */
  private void ends(boolean isRaw) throws CodecException {
    int unread = isRaw ? raw.unread() : mq.unread();
    int filled = isRaw ? raw.filled() : mq.filled();
    if (unread > MOST_UNREAD || filled > MOST_FILLED) {
      throw corrupt();
    }
  }

  private void pass(int pass, boolean isRaw) throws CodecException {
    switch (pass % 3) {
      case 1 -> significance(isRaw);
      case 2 -> refinement(isRaw);
      default -> {
        cleanup();
        plane--;
      }
    }
    if (style.resetsContexts()) {
      mq.resetContexts();
    }
  }

  /** {@link #SIGNIFICANT} of each row that a stripe has. */
  private int rows(int top) {
    return ANY_SIGNIFICANT & ((SIGNIFICANT << (3 * Math.min(STRIPE, height - top))) - 1);
  }

  private void significance(boolean isRaw) {
    for (int top = 0, at = step + 1; top < height; top += STRIPE, at += 2) {
      int rows = rows(top);
      for (int x = 0; x < width; x++, at++) {
        int state = states[at];
        if (state == 0) {
          continue;
        }
        for (int left = rows & ~state; left != 0; left &= left - 1) {
          int shift = Integer.numberOfTrailingZeros(left) - 4;
          int around = state >> shift;
          if ((around & NEIGHBOURS) == 0) {
            continue;
          }
          int symbol = isRaw ? raw.bit() : mq.decode(zeroCoding[around & Jpeg2000Contexts.STATE]);
          if (symbol == 1) {
            becomeSignificant(at, shift, top * width + x, isRaw ? raw.bit() : sign(at, shift));
          }
          state = states[at] | (VISITED << shift);
          states[at] = state;
        }
      }
    }
  }

  private int sign(int at, int shift) {
    int state = states[at];
    int negative =
        ((state >> (shift == 0 ? NEGATIVE_ABOVE : NEGATIVE + shift - 3)) & 1)
            | ((states[at - 1] >> (NEGATIVE + shift)) & 1) << 1
            | ((states[at + 1] >> (NEGATIVE + shift)) & 1) << 2
            | ((state >> (NEGATIVE + shift + 3)) & 1) << 3;
    int context = Jpeg2000Contexts.signCoding(state >> shift, negative);
    return mq.decode(context & 0x7F) ^ ((context >> 7) & 1);
  }

  private void becomeSignificant(int at, int shift, int first, int negative) {
    int bit = 1 << plane;
    values[first + (shift / 3) * width] = (negative << 31) | bit | (bit >> 1);
    int own = SIGNIFICANT << shift;
    states[at - 1] |= own << 1;
    states[at] |= own | (negative << (NEGATIVE + shift));
    states[at + 1] |= own >> 1;
    // A vertically causal block does not see below the last row of a stripe.
    if (shift == 0 && !causal) {
      mark(at - step, SIGNIFICANT << (3 * STRIPE), negative << NEGATIVE_BELOW);
    } else if (shift == 3 * (STRIPE - 1)) {
      mark(at + step, SIGNIFICANT >> 3, negative << NEGATIVE_ABOVE);
    }
  }

  /** Tells the stripe above or below, and there the columns beside. */
  private void mark(int at, int significant, int negative) {
    states[at - 1] |= significant << 1;
    states[at] |= significant | negative;
    states[at + 1] |= significant >> 1;
  }

  private void refinement(boolean isRaw) {
    int bit = 1 << plane;
    int known = -1 << (plane + 1);
    for (int top = 0, at = step + 1; top < height; top += STRIPE, at += 2) {
      for (int x = 0; x < width; x++, at++) {
        int state = states[at];
        int left = state & ~(state >> TO_VISITED) & ANY_SIGNIFICANT;
        if (left == 0) {
          continue;
        }
        for (; left != 0; left &= left - 1) {
          int shift = Integer.numberOfTrailingZeros(left) - 4;
          int around = state >> shift;
          int symbol;
          if (isRaw) {
            symbol = raw.bit();
          } else if ((around & REFINED) != 0) {
            symbol = mq.decode(Jpeg2000MqDecoder.REFINEMENT + 2);
          } else {
            boolean alone = (around & NEIGHBOURS) == 0;
            symbol = mq.decode(Jpeg2000MqDecoder.REFINEMENT + (alone ? 0 : 1));
          }
          int i = (top + shift / 3) * width + x;
          values[i] = (values[i] & known) | (symbol << plane) | (bit >> 1);
          state |= REFINED << shift;
        }
        states[at] = state;
      }
    }
  }

  private void cleanup() throws CodecException {
    for (int top = 0, at = step + 1; top < height; top += STRIPE, at += 2) {
      int rows = rows(top);
      for (int x = 0; x < width; x++, at++) {
        int state = states[at];
        int left = rows & ~(state | (state >> TO_VISITED));
        if (state == 0 && rows == ANY_SIGNIFICANT) {
          if (mq.decode(Jpeg2000MqDecoder.RUN_LENGTH) == 0) {
            continue;
          }
          int run =
              (mq.decode(Jpeg2000MqDecoder.UNIFORM) << 1) | mq.decode(Jpeg2000MqDecoder.UNIFORM);
          becomeSignificant(at, 3 * run, top * width + x, sign(at, 3 * run));
          state = states[at];
          left &= (-2 * SIGNIFICANT) << (3 * run);
        }
        for (; left != 0; left &= left - 1) {
          int shift = Integer.numberOfTrailingZeros(left) - 4;
          if (mq.decode(zeroCoding[(state >> shift) & Jpeg2000Contexts.STATE]) == 1) {
            becomeSignificant(at, shift, top * width + x, sign(at, shift));
            state = states[at];
          }
        }
        states[at] = state & ~ANY_VISITED;
      }
    }
    if (style.segmentationSymbols()) {
      int symbol = 0;
      for (int i = 0; i < 4; i++) {
        symbol = symbol << 1 | mq.decode(Jpeg2000MqDecoder.UNIFORM);
      }
      if (symbol != SEGMENTATION_SYMBOL) {
        throw corrupt();
      }
    }
  }

  private static CodecException corrupt() {
    return new CodecException(CodecFault.CORRUPT_PIXELS);
  }
}
