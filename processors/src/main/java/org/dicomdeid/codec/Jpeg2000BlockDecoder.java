/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.dicomdeid.codec.Jpeg2000Contexts.EAST;
import static org.dicomdeid.codec.Jpeg2000Contexts.NEGATIVE;
import static org.dicomdeid.codec.Jpeg2000Contexts.NEIGHBOURS;
import static org.dicomdeid.codec.Jpeg2000Contexts.NORTH;
import static org.dicomdeid.codec.Jpeg2000Contexts.NORTH_EAST;
import static org.dicomdeid.codec.Jpeg2000Contexts.NORTH_WEST;
import static org.dicomdeid.codec.Jpeg2000Contexts.SOUTH;
import static org.dicomdeid.codec.Jpeg2000Contexts.SOUTH_EAST;
import static org.dicomdeid.codec.Jpeg2000Contexts.SOUTH_WEST;
import static org.dicomdeid.codec.Jpeg2000Contexts.WEST;

import java.util.Arrays;

/**
 * Decodes the coding passes of code blocks, one block after another (ITU-T T.800 annex D), and
 * finds damage within them: passes of a sound segment need its bytes to about the last one, those
 * of a damaged one nearly always more or less.
 */
final class Jpeg2000BlockDecoder {

  private static final int STRIPE = 4;
  private static final int SIGNIFICANT = 1 << 12;
  private static final int VISITED = 1 << 13;
  private static final int REFINED = 1 << 14;

  /** What a vertically causal block does not see below the last row of a stripe. */
  private static final int BELOW = SOUTH | SOUTH_WEST | SOUTH_EAST | SOUTH * NEGATIVE;

  /**
   * Bytes that may be left of a segment and be made up behind it. A decoder reads two or three
   * bytes ahead, and coders that cut a segment short guess how many it needs (C.2.9, D.4); of
   * OpenJPEG's, JJ2000's and Kakadu's none left more than 1 or wanted more than 4.
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
    plane = 30 - skipped;
    int size = step * (height + 2);
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

  private int seen(int state, int row) {
    return style.verticallyCausal() && row % STRIPE == STRIPE - 1 ? state & ~BELOW : state;
  }

  private void significance(boolean isRaw) {
    for (int top = 0; top < height; top += STRIPE) {
      int bottom = Math.min(height, top + STRIPE);
      for (int x = 0; x < width; x++) {
        int at = (top + 1) * step + x + 1;
        for (int y = top; y < bottom; y++, at += step) {
          int state = states[at];
          if ((state & SIGNIFICANT) != 0) {
            continue;
          }
          state = seen(state, y);
          if ((state & NEIGHBOURS) != 0) {
            states[at] |= VISITED;
            int symbol = isRaw ? raw.bit() : mq.decode(zeroCoding[state & NEIGHBOURS]);
            if (symbol == 1) {
              becomeSignificant(at, x, y, isRaw ? raw.bit() : sign(state));
            }
          }
        }
      }
    }
  }

  private int sign(int state) {
    int context = Jpeg2000Contexts.signCoding(state);
    return mq.decode(context & 0x7F) ^ ((context >> 7) & 1);
  }

  private void becomeSignificant(int at, int x, int y, int negative) {
    int bit = 1 << plane;
    values[y * width + x] = (negative << 31) | bit | (bit >> 1);
    states[at] |= SIGNIFICANT;
    int straight = 1 + negative * NEGATIVE;
    states[at - step] |= SOUTH * straight;
    states[at + step] |= NORTH * straight;
    states[at - 1] |= EAST * straight;
    states[at + 1] |= WEST * straight;
    states[at - step - 1] |= SOUTH_EAST;
    states[at - step + 1] |= SOUTH_WEST;
    states[at + step - 1] |= NORTH_EAST;
    states[at + step + 1] |= NORTH_WEST;
  }

  private void refinement(boolean isRaw) {
    int bit = 1 << plane;
    int known = -1 << (plane + 1);
    for (int top = 0; top < height; top += STRIPE) {
      int bottom = Math.min(height, top + STRIPE);
      for (int x = 0; x < width; x++) {
        int at = (top + 1) * step + x + 1;
        for (int y = top; y < bottom; y++, at += step) {
          int state = states[at];
          if ((state & (SIGNIFICANT | VISITED)) != SIGNIFICANT) {
            continue;
          }
          int symbol;
          if (isRaw) {
            symbol = raw.bit();
          } else if ((state & REFINED) != 0) {
            symbol = mq.decode(Jpeg2000MqDecoder.REFINEMENT + 2);
          } else {
            boolean alone = (seen(state, y) & NEIGHBOURS) == 0;
            symbol = mq.decode(Jpeg2000MqDecoder.REFINEMENT + (alone ? 0 : 1));
          }
          int i = y * width + x;
          values[i] = (values[i] & known) | (symbol * bit) | (bit >> 1);
          states[at] = state | REFINED;
        }
      }
    }
  }

  private void cleanup() throws CodecException {
    for (int top = 0; top < height; top += STRIPE) {
      int bottom = Math.min(height, top + STRIPE);
      for (int x = 0; x < width; x++) {
        int at = (top + 1) * step + x + 1;
        int y = top;
        boolean found = false;
        if (bottom - top == STRIPE && isQuiet(at, top)) {
          if (mq.decode(Jpeg2000MqDecoder.RUN_LENGTH) == 0) {
            continue;
          }
          int run =
              (mq.decode(Jpeg2000MqDecoder.UNIFORM) << 1) | mq.decode(Jpeg2000MqDecoder.UNIFORM);
          y += run;
          at += run * step;
          found = true;
        }
        for (; y < bottom; y++, at += step) {
          if (found || (states[at] & (SIGNIFICANT | VISITED)) == 0) {
            int state = seen(states[at], y);
            if (found || mq.decode(zeroCoding[state & NEIGHBOURS]) == 1) {
              becomeSignificant(at, x, y, sign(state));
            }
            found = false;
          }
          states[at] &= ~VISITED;
        }
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

  /** Whether the column of a stripe has nothing significant in it or around. */
  private boolean isQuiet(int at, int top) {
    int any = states[at] | states[at + step] | states[at + 2 * step];
    int last = seen(states[at + 3 * step], top + STRIPE - 1);
    return ((any | last) & (NEIGHBOURS | SIGNIFICANT | VISITED)) == 0;
  }

  private static CodecException corrupt() {
    return new CodecException(CodecFault.CORRUPT_PIXELS);
  }
}
