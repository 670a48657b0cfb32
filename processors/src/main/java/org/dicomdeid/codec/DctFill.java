/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;
import java.util.List;

/** Which blocks of a component patches touch, and the DC that fills them. */
final class DctFill {

  private static final int UNTOUCHED = Integer.MIN_VALUE;

  private final int blocksWide;

  /** By block: its new DC, or {@link #UNTOUCHED}. */
  private final int[] fills;

  /**
   * @param steps of the quantisation of the component
   */
  DctFill(DctFrame frame, DctComponent component, int[] steps, List<Patch> patches) {
    this.blocksWide = component.blocksWide();
    this.fills = new int[blocksWide * component.blocksHigh()];
    Arrays.fill(fills, UNTOUCHED);
    int wide = 8 * frame.maxHorizontal() / component.horizontal();
    int high = 8 * frame.maxVertical() / component.vertical();
    DctInverse inverse = new DctInverse(frame.precision());
    // The last patch over a block is the one that shows.
    for (Patch patch : patches) {
      Box box = patch.box().within(frame.columns(), frame.rows());
      if (box.isEmpty()) {
        continue;
      }
      int sample = patch.cell(component.index()) & ((1 << frame.precision()) - 1);
      int dc = nearest(sample, frame.precision(), steps[0], inverse);
      // Blocks past the edge repeat what lies at it.
      int right = box.right() == frame.columns() ? blocksWide : DctFrame.up(box.right(), wide);
      int bottom =
          box.bottom() == frame.rows() ? component.blocksHigh() : DctFrame.up(box.bottom(), high);
      for (int row = box.row() / high; row < bottom; row++) {
        Arrays.fill(fills, row * blocksWide + box.column() / wide, row * blocksWide + right, dc);
      }
    }
  }

  /** Makes the block flat when a patch touches it, and says so. */
  boolean fill(int row, int column, int[] coefficients) {
    int dc = fills[row * blocksWide + column];
    if (dc == UNTOUCHED) {
      return false;
    }
    Arrays.fill(coefficients, 0);
    coefficients[0] = dc;
    return true;
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
