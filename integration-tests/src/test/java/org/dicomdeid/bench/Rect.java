/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/** A rectangle of pixels. */
record Rect(int x, int y, int width, int height) {

  Rect grown(int by) {
    return new Rect(x - by, y - by, width + 2 * by, height + 2 * by);
  }

  boolean touches(Rect other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }

  boolean isInside(int canvasWidth, int canvasHeight) {
    return x >= 0 && y >= 0 && x + width <= canvasWidth && y + height <= canvasHeight;
  }

  /** Marks its pixels, as far as they are in a picture of this size. */
  void mark(boolean[] pixels, int canvasWidth, int canvasHeight) {
    int left = Math.max(0, x);
    int right = Math.min(canvasWidth, x + width);
    for (int row = Math.max(0, y); row < Math.min(canvasHeight, y + height); row++) {
      for (int column = left; column < right; column++) {
        pixels[row * canvasWidth + column] = true;
      }
    }
  }
}
