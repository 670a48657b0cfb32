/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * What COD says of every component (ITU-T T.800 A.6.1).
 *
 * @param precincts exponents of the precincts of each resolution, height above width; 0xFF where
 *     they are as large as can be
 */
record Jpeg2000Coding(
    int layers,
    boolean componentTransform,
    int levels,
    int blockWidth,
    int blockHeight,
    boolean reversible,
    String precincts) {

  private static final int MOST_LEVELS = 32;

  static Jpeg2000Coding read(byte[] stream, int from, int to) throws CodecException {
    require(to - from >= 10, from);
    boolean precincts = (stream[from] & 1) != 0;
    int layers = (stream[from + 2] & 0xFF) << 8 | (stream[from + 3] & 0xFF);
    int levels = stream[from + 5] & 0xFF;
    int width = (stream[from + 6] & 0xFF) + 2;
    int height = (stream[from + 7] & 0xFF) + 2;
    require(layers > 0 && levels <= MOST_LEVELS, from);
    require(width <= 10 && height <= 10 && width + height <= 12, from);
    require(stream[from + 1] >= 0 && stream[from + 1] <= 4, from);
    require(stream[from + 4] >= 0 && stream[from + 4] <= 1, from);
    require(stream[from + 9] >= 0 && stream[from + 9] <= 1, from);
    require(!precincts || to - from >= 11 + levels, from);
    StringBuilder exponents = new StringBuilder();
    for (int r = 0; r <= levels; r++) {
      int exponent = precincts ? stream[from + 10 + r] & 0xFF : 0xFF;
      require(r == 0 || ((exponent & 0xF) > 0 && exponent >> 4 > 0), from);
      exponents.append((char) exponent);
    }
    return new Jpeg2000Coding(
        layers,
        stream[from + 4] == 1,
        levels,
        width,
        height,
        stream[from + 9] == 1,
        exponents.toString());
  }

  /**
   * Packets of a tile-component: one for each precinct and layer (B.6, B.9). Each takes a byte at
   * least, so that a sound codestream has not more packets than bytes.
   */
  long packets(int left, int top, int right, int bottom) {
    long precinctsOfAll = 0;
    for (int r = 0; r <= levels; r++) {
      int shift = levels - r;
      int exponent = precincts.charAt(r);
      precinctsOfAll +=
          spans(ceilShift(left, shift), ceilShift(right, shift), exponent & 0xF)
              * spans(ceilShift(top, shift), ceilShift(bottom, shift), exponent >> 4);
    }
    return precinctsOfAll * layers;
  }

  private static long spans(long from, long to, int exponent) {
    return to <= from ? 0 : ceilShift(to, exponent) - (from >> exponent);
  }

  private static long ceilShift(long value, int shift) {
    return (value + (1L << shift) - 1) >> shift;
  }

  private static void require(boolean sound, int where) throws CodecException {
    if (!sound) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, where);
    }
  }
}
