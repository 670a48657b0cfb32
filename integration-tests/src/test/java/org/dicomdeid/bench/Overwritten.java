/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/**
 * Which pixels were overwritten, seen from what is there before and after. Strokes that had the
 * very colour of the fill are not changed by it, and yet nothing of them is to be seen: pixels of
 * one value count too where all around them changed to that value.
 */
final class Overwritten {

  /** What is more of the image is the ground around all boxes, filled as it was. */
  private static final double LARGEST = 0.2;

  private final int width;
  private final int[] after;
  private final boolean[] overwritten;
  private final boolean[] visited;
  private final int[] queue;

  private Overwritten(int width, int[] after, boolean[] changed) {
    this.width = width;
    this.after = after;
    this.overwritten = changed.clone();
    this.visited = changed.clone();
    this.queue = new int[changed.length];
  }

  /**
   * @param after the value of each pixel in the output, equal where pixels look the same
   * @param changed which of them differ from the input
   */
  static boolean[] of(int width, int[] after, boolean[] changed) {
    Overwritten result = new Overwritten(width, after, changed);
    for (int i = 0; i < changed.length; i++) {
      if (!result.visited[i]) {
        result.patch(i, changed);
      }
    }
    return result.overwritten;
  }

  /** The unchanged pixels of one value that hang together, from a first one. */
  private void patch(int start, boolean[] changed) {
    int end = 0;
    queue[end++] = start;
    visited[start] = true;
    boolean isHidden = true;
    boolean touchesFill = false;
    for (int at = 0; at < end; at++) {
      int pixel = queue[at];
      for (int[] step : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
        int x = pixel % width + step[0];
        int other = pixel + step[0] + step[1] * width;
        if (x < 0 || x >= width || other < 0 || other >= after.length) {
          continue;
        }
        boolean isSame = after[other] == after[pixel];
        if (changed[other]) {
          touchesFill |= isSame;
          isHidden &= isSame;
        } else if (!isSame) {
          isHidden = false;
        } else if (!visited[other]) {
          visited[other] = true;
          queue[end++] = other;
        }
      }
    }
    isHidden &= end <= LARGEST * changed.length;
    for (int at = 0; isHidden && touchesFill && at < end; at++) {
      overwritten[queue[at]] = true;
    }
  }
}
