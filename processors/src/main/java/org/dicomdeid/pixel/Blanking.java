/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;

/**
 * Fills boxes of one frame with what is displayed black; where the text itself is displayed black,
 * with white, so that no stroke of it keeps its value.
 */
final class Blanking {

  private static final int BINS = 64;

  /** Ink this near to black, as a share of the scale, would not change under black. */
  private static final double NEAR = 0.35;

  private final Frame frame;
  private final FrameValues values;
  private final int blackLevel;
  private final int whiteLevel;
  private final List<Integer> black;
  private final List<Integer> white;

  Blanking(Frame frame, FrameValues values, PixelFormat format, DisplayParameters display) {
    this.frame = frame;
    this.values = values;
    if (frame.samples() == 3) {
      int most = -1 >>> (32 - format.bitsStored());
      this.blackLevel = 0;
      this.whiteLevel = 255;
      this.black = color(frame.photometric(), 0, format.bitsStored());
      this.white = color(frame.photometric(), most, format.bitsStored());
    } else if (values.isColor()) {
      Palette palette = display.palette().orElseThrow();
      int most = StoredValues.greatest(format);
      this.blackLevel = 0;
      this.whiteLevel = 255;
      this.black = List.of(StoredValues.cell(palette.extreme(false, most), format));
      this.white = List.of(StoredValues.cell(palette.extreme(true, most), format));
    } else {
      int[] range = values.range(display.padding());
      double low = display.window().map(window -> window.low()).orElse((double) range[0]);
      double high = display.window().map(window -> window.high()).orElse((double) range[1]);
      int least = StoredValues.least(format);
      int greatest = StoredValues.greatest(format);
      int dark = format.signed() ? (int) Math.max(least, Math.min(range[0], low)) : 0;
      int light = (int) Math.min(greatest, Math.max(range[1], high));
      boolean inverse = format.photometric() == Photometric.MONOCHROME1 != display.descending();
      this.blackLevel = inverse ? light : dark;
      this.whiteLevel = inverse ? dark : light;
      this.black = List.of(StoredValues.cell(blackLevel, format));
      this.white = List.of(StoredValues.cell(whiteLevel, format));
    }
  }

  private static List<Integer> color(Photometric photometric, int luminance, int bits) {
    int neutral = photometric.isYbr() ? 1 << (bits - 1) : luminance;
    return List.of(luminance, neutral, neutral);
  }

  /** A box and what it is filled with. */
  Patch patch(Box box) {
    Box inside = box.within(frame.columns(), frame.rows());
    return new Patch(inside, isInkBlack(inside) ? white : black);
  }

  /** Always black, for regions that are no text. */
  Patch black(Box box) {
    return new Patch(box.within(frame.columns(), frame.rows()), black);
  }

  /**
   * Whether what stands out from the ground of a box is displayed black. The ground is the side of
   * the best threshold (Otsu's) on which most of the box's edge lies.
   */
  private boolean isInkBlack(Box box) {
    if (box.isEmpty()) {
      return false;
    }
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        int level = values.level(row, column);
        low = Math.min(low, level);
        high = Math.max(high, level);
      }
    }
    if (low == high) {
      return false;
    }
    double bin = BINS / ((double) high - low + 1);
    int[] all = new int[BINS];
    int[] edge = new int[BINS];
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        int at = (int) (((double) values.level(row, column) - low) * bin);
        all[at]++;
        if (row == box.row()
            || row == box.bottom() - 1
            || column == box.column()
            || column == box.right() - 1) {
          edge[at]++;
        }
      }
    }
    int threshold = otsu(all);
    int edgeBelow = 0;
    int edgeAll = 0;
    for (int i = 0; i < BINS; i++) {
      edgeBelow += i < threshold ? edge[i] : 0;
      edgeAll += edge[i];
    }
    boolean inkIsHigh = 2 * edgeBelow >= edgeAll;
    double sum = 0;
    double count = 0;
    for (int i = inkIsHigh ? threshold : 0; i < (inkIsHigh ? BINS : threshold); i++) {
      sum += (double) all[i] * i;
      count += all[i];
    }
    double ink = low + (count == 0 ? 0 : sum / count + 0.5) / bin;
    return Math.abs(ink - blackLevel) < NEAR * Math.abs((double) whiteLevel - blackLevel);
  }

  /** The bin from which on values are high: what parts the two classes best. */
  private static int otsu(int[] count) {
    double total = 0;
    double sum = 0;
    for (int i = 0; i < count.length; i++) {
      total += count[i];
      sum += (double) i * count[i];
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int threshold = 1;
    for (int i = 1; i < count.length; i++) {
      below += count[i - 1];
      sumBelow += (double) (i - 1) * count[i - 1];
      if (below == 0 || below == total) {
        continue;
      }
      double gap = sumBelow / below - (sum - sumBelow) / (total - below);
      double between = below * (total - below) * gap * gap;
      if (between > best) {
        best = between;
        threshold = i;
      }
    }
    return threshold;
  }
}
