/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Contexts by the state of a coefficient and its neighbours (ITU-T T.800 D.3). The lowest eight
 * bits of a state tell which neighbours are significant, the next four which of those above, below,
 * left and right are negative.
 */
final class Jpeg2000Contexts {

  static final int NORTH = 1;
  static final int SOUTH = 1 << 1;
  static final int WEST = 1 << 2;
  static final int EAST = 1 << 3;
  static final int NORTH_WEST = 1 << 4;
  static final int NORTH_EAST = 1 << 5;
  static final int SOUTH_WEST = 1 << 6;
  static final int SOUTH_EAST = 1 << 7;
  static final int NEIGHBOURS = 0xFF;

  /** Times a neighbour of the first four gives its sign. */
  static final int NEGATIVE = 1 << 8;

  private static final byte[] LOW = zeroCoding(0);
  private static final byte[] HIGH_ACROSS = zeroCoding(1);
  private static final byte[] HIGH_BOTH = zeroCoding(2);
  private static final byte[] SIGN = signCoding();

  private Jpeg2000Contexts() {}

  /**
   * Of zero coding, by the neighbours of a coefficient.
   *
   * @param across whether the band is the high pass of rows, like {@code down} of columns
   */
  static byte[] zeroCoding(boolean across, boolean down) {
    return !across ? LOW : down ? HIGH_BOTH : HIGH_ACROSS;
  }

  /** Of sign coding, and in bit 7 whether the sign is to be turned over. */
  static int signCoding(int state) {
    return SIGN[(state & 0xF) | ((state >> 4) & 0xF0)];
  }

  private static byte[] zeroCoding(int band) {
    byte[] contexts = new byte[256];
    for (int state = 0; state < 256; state++) {
      int vertical = Integer.bitCount(state & (NORTH | SOUTH));
      int horizontal = Integer.bitCount(state & (WEST | EAST));
      int diagonal = Integer.bitCount(state & 0xF0);
      contexts[state] =
          (byte)
              switch (band) {
                case 0 -> onePass(horizontal, vertical, diagonal);
                case 1 -> onePass(vertical, horizontal, diagonal);
                default -> bothPasses(horizontal + vertical, diagonal);
              };
    }
    return contexts;
  }

  /** Table D.1, of LL and LH, and with the first two exchanged of HL. */
  private static int onePass(int horizontal, int vertical, int diagonal) {
    if (horizontal == 2) {
      return 8;
    }
    if (horizontal == 1) {
      return vertical > 0 ? 7 : diagonal > 0 ? 6 : 5;
    }
    return vertical > 0 ? 2 + vertical : Math.min(2, diagonal);
  }

  private static int bothPasses(int straight, int diagonal) {
    return switch (diagonal) {
      case 0 -> Math.min(2, straight);
      case 1 -> 3 + Math.min(2, straight);
      case 2 -> straight > 0 ? 7 : 6;
      default -> 8;
    };
  }

  /** Table D.3. */
  private static byte[] signCoding() {
    byte[] contexts = new byte[256];
    for (int state = 0; state < 256; state++) {
      int horizontal = contribution(state, WEST, EAST);
      int vertical = contribution(state, NORTH, SOUTH);
      boolean turned = horizontal < 0 || (horizontal == 0 && vertical < 0);
      int context = horizontal == 0 ? Math.abs(vertical) : 3 + (turned ? -vertical : vertical);
      contexts[state] = (byte) ((Jpeg2000MqDecoder.SIGN_CODING + context) | (turned ? 0x80 : 0));
    }
    return contexts;
  }

  private static int contribution(int state, int one, int other) {
    int sum = sign(state, one) + sign(state, other);
    return Integer.signum(sum);
  }

  private static int sign(int state, int neighbour) {
    if ((state & neighbour) == 0) {
      return 0;
    }
    return (state & (neighbour << 4)) == 0 ? 1 : -1;
  }
}
