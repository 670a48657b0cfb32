/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/** Tells whether strokes of text in a box may be black themselves. */
final class InkTone {

  /** Levels so near to black, as a share of the scale, hardly change under it. */
  private static final double NEAR_BLACK = 0.25;

  /** The lightest lettering, and label plates, are lighter than this. */
  private static final double NEAR_WHITE = 0.65;

  /** Less than this share of a box is no lettering. */
  private static final double FEWEST = 0.03;

  /** Most of the edge of a box is ground, for letters do not touch it. */
  private static final double GROUND = 0.6;

  /** Light strokes take up less of a box than this; a plate more. */
  private static final double PLATE = 0.4;

  private InkTone() {}

  /**
   * Whether black would leave strokes as they are: there is black in the box, and it is not plainly
   * the ground of lighter letters.
   */
  static boolean mayBeBlack(FrameValues values, Box box, int blackLevel, int whiteLevel) {
    double scale = (double) whiteLevel - blackLevel;
    if (scale == 0) {
      return false;
    }
    long dark = 0;
    long light = 0;
    long edge = 0;
    long darkEdge = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        double level = (values.level(row, column) - blackLevel) / scale;
        boolean isDark = level < NEAR_BLACK;
        boolean isEdge =
            row == box.row()
                || row == box.bottom() - 1
                || column == box.column()
                || column == box.right() - 1;
        dark += isDark ? 1 : 0;
        light += level > NEAR_WHITE ? 1 : 0;
        edge += isEdge ? 1 : 0;
        darkEdge += isEdge && isDark ? 1 : 0;
      }
    }
    boolean isGround = darkEdge >= GROUND * edge && light < PLATE * box.area();
    return dark >= FEWEST * box.area() && !isGround;
  }
}
