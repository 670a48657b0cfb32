/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;

/** Cuts an area into equal parts that overlap. */
final class Tiles {

  private Tiles() {}

  /** As few parts as have at most so many pixels each, near to squares. */
  static List<Box> of(Box area, int maxPixels, int overlap) {
    int columns = 1;
    int rows = 1;
    while ((long) side(area.width(), columns, overlap) * side(area.height(), rows, overlap)
        > maxPixels) {
      if (side(area.width(), columns, overlap) >= side(area.height(), rows, overlap)) {
        columns++;
      } else {
        rows++;
      }
    }
    int width = side(area.width(), columns, overlap);
    int height = side(area.height(), rows, overlap);
    List<Box> tiles = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        tiles.add(
            new Box(
                area.column() + start(area.width(), width, column, columns),
                area.row() + start(area.height(), height, row, rows),
                width,
                height));
      }
    }
    return tiles;
  }

  private static int side(int length, int parts, int overlap) {
    return (length + (parts - 1) * overlap + parts - 1) / parts;
  }

  private static int start(int length, int side, int index, int parts) {
    return parts == 1 ? 0 : (int) ((long) index * (length - side) / (parts - 1));
  }
}
