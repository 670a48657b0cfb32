/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * How the components of a tile, or one of them, are coded (ITU-T T.800 A.6.1, A.6.2).
 *
 * @param packetStarts whether SOP markers may stand before packets
 * @param packetEnds whether an EPH marker stands behind each packet header
 * @param blockWidth exponent of the width of code blocks, like {@code blockHeight}
 * @param precincts exponents of the precincts of each resolution, height above width; 0xFF where
 *     they are as large as can be
 */
record Jpeg2000Coding(
    boolean packetStarts,
    boolean packetEnds,
    Jpeg2000Progression progression,
    int layers,
    boolean componentTransform,
    int levels,
    int blockWidth,
    int blockHeight,
    Jpeg2000BlockStyle style,
    boolean reversible,
    String precincts) {

  private static final int MOST_LEVELS = 32;

  /** What COD says. */
  static Jpeg2000Coding read(byte[] stream, int from, int to) throws CodecException {
    require(to - from >= 10, from);
    int layers = (stream[from + 2] & 0xFF) << 8 | (stream[from + 3] & 0xFF);
    require(layers > 0, from);
    require(stream[from + 4] >= 0 && stream[from + 4] <= 1, from);
    Jpeg2000Coding general =
        new Jpeg2000Coding(
            (stream[from] & 2) != 0,
            (stream[from] & 4) != 0,
            Jpeg2000Progression.of(stream[from + 1], from + 1),
            layers,
            stream[from + 4] == 1,
            0,
            0,
            0,
            null,
            false,
            "");
    return general.with((stream[from] & 1) != 0, stream, from + 5, to);
  }

  /**
   * The same with what COC says of a component.
   *
   * @param from of Scoc, after the number of the component
   */
  Jpeg2000Coding of(byte[] stream, int from, int to) throws CodecException {
    require(to - from >= 6, from);
    return with((stream[from] & 1) != 0, stream, from + 1, to);
  }

  private Jpeg2000Coding with(boolean told, byte[] stream, int from, int to) throws CodecException {
    int decompositions = stream[from] & 0xFF;
    int width = (stream[from + 1] & 0xFF) + 2;
    int height = (stream[from + 2] & 0xFF) + 2;
    require(decompositions <= MOST_LEVELS, from);
    require(width <= 10 && height <= 10 && width + height <= 12, from);
    require(stream[from + 4] >= 0 && stream[from + 4] <= 1, from);
    require(!told || to - from >= 6 + decompositions, from);
    StringBuilder exponents = new StringBuilder();
    for (int r = 0; r <= decompositions; r++) {
      int exponent = told ? stream[from + 5 + r] & 0xFF : 0xFF;
      require(r == 0 || ((exponent & 0xF) > 0 && exponent >> 4 > 0), from);
      exponents.append((char) exponent);
    }
    return new Jpeg2000Coding(
        packetStarts,
        packetEnds,
        progression,
        layers,
        componentTransform,
        decompositions,
        width,
        height,
        new Jpeg2000BlockStyle(stream[from + 3] & 0xFF),
        stream[from + 4] == 1,
        exponents.toString());
  }

  private static void require(boolean sound, int where) throws CodecException {
    if (!sound) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, where);
    }
  }
}
