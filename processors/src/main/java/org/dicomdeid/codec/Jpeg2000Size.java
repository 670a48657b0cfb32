/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * The SIZ marker segment of a codestream whose components are all alike (ITU-T T.800 A.5.1).
 *
 * @param left of the image area on the reference grid, with {@code top}, {@code right}, {@code
 *     bottom}
 * @param tileLeft of the first tile
 * @param depth bits of a sample, 1 to 38
 */
record Jpeg2000Size(
    int left,
    int top,
    int right,
    int bottom,
    int tileLeft,
    int tileTop,
    int tileWidth,
    int tileHeight,
    int components,
    int depth,
    boolean signed) {

  private static final int FIXED = 38;
  private static final int MOST_TILES = 65_535;

  /**
   * @param from of the segment's parameters, after the length
   */
  static Jpeg2000Size read(byte[] stream, int from, int to) throws CodecException {
    require(to - from >= FIXED - 2 + 3, from);
    int capabilities = uint16(stream, from);
    int components = uint16(stream, from + 34);
    require(components >= 1 && to - from >= FIXED - 2 + 3 * components, from);
    long[] numbers = new long[8];
    for (int i = 0; i < 8; i++) {
      numbers[i] = uint32(stream, from + 2 + 4 * i);
      require(numbers[i] <= Integer.MAX_VALUE, from);
    }
    int component = from + 36;
    for (int i = 0; i < components; i++) {
      int at = component + 3 * i;
      boolean subsampled = stream[at + 1] != 1 || stream[at + 2] != 1;
      if (subsampled || stream[at] != stream[component]) {
        throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, at);
      }
    }
    // Rsiz: high throughput coding (bit 14) and extensions of part 2 (bit 15).
    if ((capabilities & 0xC000) != 0) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, from);
    }
    Jpeg2000Size size =
        new Jpeg2000Size(
            (int) numbers[2],
            (int) numbers[3],
            (int) numbers[0],
            (int) numbers[1],
            (int) numbers[6],
            (int) numbers[7],
            (int) numbers[4],
            (int) numbers[5],
            components,
            (stream[component] & 0x7F) + 1,
            stream[component] < 0);
    require(size.isSound(), from);
    return size;
  }

  private boolean isSound() {
    return left < right
        && top < bottom
        && tileWidth > 0
        && tileHeight > 0
        && tileLeft <= left
        && tileTop <= top
        && (long) tileLeft + tileWidth > left
        && (long) tileTop + tileHeight > top
        && (long) tilesAcross() * tilesDown() <= MOST_TILES;
  }

  int tilesAcross() {
    return (int) (((long) right - tileLeft + tileWidth - 1) / tileWidth);
  }

  int tilesDown() {
    return (int) (((long) bottom - tileTop + tileHeight - 1) / tileHeight);
  }

  int tiles() {
    return tilesAcross() * tilesDown();
  }

  /** A tile on the reference grid (B.3), which is its area in every component too. */
  Jpeg2000Resolution.Area tile(int number) {
    long x = tileLeft + (long) (number % tilesAcross()) * tileWidth;
    long y = tileTop + (long) (number / tilesAcross()) * tileHeight;
    return new Jpeg2000Resolution.Area(
        Math.max(x, left),
        Math.max(y, top),
        Math.min(x + tileWidth, right),
        Math.min(y + tileHeight, bottom));
  }

  private static int uint16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static long uint32(byte[] bytes, int at) {
    return (long) uint16(bytes, at) << 16 | uint16(bytes, at + 2);
  }

  private static void require(boolean sound, int where) throws CodecException {
    if (!sound) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, where);
    }
  }
}
