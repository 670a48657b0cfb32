/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Contexts by the state of a coefficient and its neighbours (ITU-T T.800 D.3). Nine bits of a state
 * tell which of the three rows around a coefficient are significant, each from left to right.
 */
final class Jpeg2000Contexts {

  private static final int NORTH = 1 << 1;
  private static final int WEST = 1 << 3;
  private static final int EAST = 1 << 5;
  private static final int SOUTH = 1 << 7;
  private static final int DIAGONAL = 1 | 1 << 2 | 1 << 6 | 1 << 8;

  /** All but the coefficient itself, which is in the middle. */
  static final int NEIGHBOURS = NORTH | WEST | EAST | SOUTH | DIAGONAL;

  static final int STATE = 0x1FF;

  private static final byte[] LOW = zeroCoding(0);
  private static final byte[] HIGH_ACROSS = zeroCoding(1);
  private static final byte[] HIGH_BOTH = zeroCoding(2);
  private static final byte[] SIGN = signCoding();

  private Jpeg2000Contexts() {}

  /**
   * Of zero coding, by the state of the coefficient.
   *
   * @param across whether the band is the high pass of rows, like {@code down} of columns
   */
  static byte[] zeroCoding(boolean across, boolean down) {
    return !across ? LOW : down ? HIGH_BOTH : HIGH_ACROSS;
  }

  /**
   * Of sign coding, and in bit 7 whether the sign is to be turned over.
   *
   * @param negative whether the neighbours above, left, right and below are negative, in bits 0 to
   *     3
   */
  static int signCoding(int state, int negative) {
    int straight =
        ((state >> 1) & 1) | ((state >> 2) & 2) | ((state >> 3) & 4) | ((state >> 4) & 8);
    return SIGN[(negative << 4) | straight];
  }

  private static byte[] zeroCoding(int band) {
    byte[] contexts = new byte[STATE + 1];
    for (int state = 0; state <= STATE; state++) {
      int vertical = Integer.bitCount(state & (NORTH | SOUTH));
      int horizontal = Integer.bitCount(state & (WEST | EAST));
      int diagonal = Integer.bitCount(state & DIAGONAL);
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

  /** Table D.3, by what {@link #signCoding(int, int)} makes of a state. */
  private static byte[] signCoding() {
    byte[] contexts = new byte[256];
    for (int i = 0; i < contexts.length; i++) {
      int vertical = Integer.signum(sign(i, 0) + sign(i, 3));
      int horizontal = Integer.signum(sign(i, 1) + sign(i, 2));
      boolean turned = horizontal < 0 || (horizontal == 0 && vertical < 0);
      int context = horizontal == 0 ? Math.abs(vertical) : 3 + (turned ? -vertical : vertical);
      contexts[i] = (byte) ((Jpeg2000MqDecoder.SIGN_CODING + context) | (turned ? 0x80 : 0));
    }
    return contexts;
  }

  private static int sign(int straight, int neighbour) {
    return ((straight >> neighbour) & 1) * (1 - 2 * ((straight >> (4 + neighbour)) & 1));
  }
}
