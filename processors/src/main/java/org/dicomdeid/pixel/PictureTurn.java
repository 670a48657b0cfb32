/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/** Turns pictures by right angles, and boxes back. */
enum PictureTurn {
  NONE,
  CLOCKWISE,
  HALF,
  COUNTERCLOCKWISE;

  /** The part of the picture, turned. */
  Picture of(Picture picture, Box part) {
    int channels = picture.channels();
    int width = this == NONE || this == HALF ? part.width() : part.height();
    int height = this == NONE || this == HALF ? part.height() : part.width();
    byte[] from = picture.samples();
    byte[] to = new byte[width * height * channels];
    int target = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = part.column() + sourceColumn(x, y, part);
        int row = part.row() + sourceRow(x, y, part);
        int source = (row * picture.width() + column) * channels;
        for (int c = 0; c < channels; c++) {
          to[target++] = from[source + c];
        }
      }
    }
    return new Picture(width, height, channels, to);
  }

  /** Where a box of the turned part lies in the part before the turn. */
  Box back(Box box, Box part) {
    return switch (this) {
      case NONE -> box;
      case HALF ->
          new Box(
              part.width() - box.right(), part.height() - box.bottom(), box.width(), box.height());
      case CLOCKWISE -> new Box(box.row(), part.height() - box.right(), box.height(), box.width());
      case COUNTERCLOCKWISE ->
          new Box(part.width() - box.bottom(), box.column(), box.height(), box.width());
    };
  }

  private int sourceColumn(int x, int y, Box part) {
    return switch (this) {
      case NONE -> x;
      case HALF -> part.width() - 1 - x;
      case CLOCKWISE -> y;
      case COUNTERCLOCKWISE -> part.width() - 1 - y;
    };
  }

  private int sourceRow(int x, int y, Box part) {
    return switch (this) {
      case NONE -> y;
      case HALF -> part.height() - 1 - y;
      case CLOCKWISE -> part.height() - 1 - x;
      case COUNTERCLOCKWISE -> x;
    };
  }
}
