/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which blocks of a component patches touch, and the DC that fills them. */
final class DctFill {

  /** Blocks from (left, top) until before (right, bottom). */
  private record Area(int left, int top, int right, int bottom, int dc) {}

  private final List<Area> areas = new ArrayList<>();

  /**
   * @param steps of the quantisation of the component
   */
  DctFill(DctFrame frame, DctComponent component, int[] steps, List<Patch> patches) {
    int wide = 8 * frame.maxHorizontal() / component.horizontal();
    int high = 8 * frame.maxVertical() / component.vertical();
    DctInverse inverse = new DctInverse(frame.precision());
    for (Patch patch : patches) {
      Box box = patch.box().within(frame.columns(), frame.rows());
      if (box.isEmpty()) {
        continue;
      }
      int sample = patch.cell(component.index()) & ((1 << frame.precision()) - 1);
      // Blocks past the edge repeat what lies at it.
      int right =
          box.right() == frame.columns() ? component.blocksWide() : DctFrame.up(box.right(), wide);
      int bottom =
          box.bottom() == frame.rows() ? component.blocksHigh() : DctFrame.up(box.bottom(), high);
      int dc = nearest(sample, frame.precision(), steps[0], inverse);
      // The last patch over a block is the one that shows.
      areas.add(0, new Area(box.column() / wide, box.row() / high, right, bottom, dc));
    }
  }

  /** Makes the block flat when a patch touches it, and says so. */
  boolean fill(int row, int column, int[] coefficients) {
    for (Area area : areas) {
      if (row >= area.top && row < area.bottom && column >= area.left && column < area.right) {
        Arrays.fill(coefficients, 0);
        coefficients[0] = area.dc;
        return true;
      }
    }
    return false;
  }

  /** The quantised DC whose flat block is nearest to a sample. */
  private static int nearest(int sample, int precision, int step, DctInverse inverse) {
    int product = (sample - (1 << (precision - 1))) * 8;
    int best = Math.floorDiv(product, step);
    return Math.abs(inverse.flat((best + 1) * step) - sample)
            < Math.abs(inverse.flat(best * step) - sample)
        ? best + 1
        : best;
  }
}
