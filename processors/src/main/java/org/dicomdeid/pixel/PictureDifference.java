/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/** Where one view of a frame shows something that another does not. */
final class PictureDifference {

  /** Grey levels by which noise differs from one frame to the next, but no legible letter. */
  static final int NOISE = 20;

  /** Fewer pixels than this on a line or column are no letter's. */
  static final int SPECKS = 2;

  /** What lies around a letter helps to see it. */
  static final int SURROUNDINGS = 32;

  private PictureDifference() {}

  /** The smallest box around all that differs, with its surroundings; empty when nothing does. */
  static Box between(Picture one, Picture other) {
    int width = one.width();
    int height = one.height();
    int channels = one.channels();
    int[] inColumn = new int[width];
    int[] inRow = new int[height];
    byte[] a = one.samples();
    byte[] b = other.samples();
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean differs = false;
        for (int c = 0; c < channels; c++, i++) {
          differs |= Math.abs((a[i] & 0xff) - (b[i] & 0xff)) > NOISE;
        }
        if (differs) {
          inColumn[x]++;
          inRow[y]++;
        }
      }
    }
    int[] across = extent(inColumn);
    int[] down = extent(inRow);
    if (across[0] >= across[1] || down[0] >= down[1]) {
      return new Box(0, 0, 0, 0);
    }
    return new Box(across[0], down[0], across[1] - across[0], down[1] - down[0])
        .grown(SURROUNDINGS, SURROUNDINGS)
        .within(width, height);
  }

  private static int[] extent(int[] counts) {
    int first = 0;
    while (first < counts.length && counts[first] < SPECKS) {
      first++;
    }
    int last = counts.length;
    while (last > first && counts[last - 1] < SPECKS) {
      last--;
    }
    return new int[] {first, last};
  }
}
