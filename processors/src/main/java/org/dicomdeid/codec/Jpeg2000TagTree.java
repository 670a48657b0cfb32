/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** A tag tree as far as packet headers told of it (ITU-T T.800 B.10.2). */
final class Jpeg2000TagTree {

  private final int depth;
  private final int[] across;
  private final int[][] least;
  private final boolean[][] known;

  Jpeg2000TagTree(int width, int height) {
    int sides = Math.max(width, height);
    this.depth = 1 + (sides <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(sides - 1));
    this.across = new int[depth];
    this.least = new int[depth][];
    this.known = new boolean[depth][];
    for (int level = 0; level < depth; level++) {
      across[level] = ((width - 1) >> level) + 1;
      int nodes = across[level] * (((height - 1) >> level) + 1);
      least[level] = new int[nodes];
      known[level] = new boolean[nodes];
    }
  }

  /**
   * Reads what the header tells of a leaf, up to a threshold.
   *
   * @return the value of the leaf, or the threshold when it is not smaller
   */
  int value(Jpeg2000HeaderBits bits, int x, int y, int threshold) throws CodecException {
    int lowest = 0;
    for (int level = depth - 1; level >= 0; level--) {
      int node = (y >> level) * across[level] + (x >> level);
      int value = Math.max(least[level][node], lowest);
      while (value < threshold && !known[level][node]) {
        if (bits.bit() == 1) {
          known[level][node] = true;
        } else {
          value++;
        }
      }
      least[level][node] = value;
      lowest = value;
    }
    return Math.min(lowest, threshold);
  }
}
