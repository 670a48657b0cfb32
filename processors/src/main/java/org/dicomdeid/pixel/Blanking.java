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

  /** Levels so near to an end, as a share of the scale, would hardly change under it. */
  private static final double NEAR_BLACK = 0.25;

  private static final double NEAR_WHITE = 0.65;

  /** Strokes take up at least this share of their box, and at most that. */
  private static final double FEWEST = 0.03;

  private static final double MOST = 0.45;

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
    return new Patch(inside, isWhiteSafer(inside) ? white : black);
  }

  /** Always black, for regions that are no text. */
  Patch black(Box box) {
    return new Patch(box.within(frame.columns(), frame.rows()), black);
  }

  /**
   * Whether white is the fill under which no stroke keeps its value. Where a box shows both ends of
   * the scale, the more frequent one is the ground (or a label's plate), and the fill; where it
   * shows one, that one is the ground if it is most of the box, else the ink.
   */
  private boolean isWhiteSafer(Box box) {
    double scale = (double) whiteLevel - blackLevel;
    long blacks = 0;
    long whites = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        double level = (values.level(row, column) - blackLevel) / scale;
        blacks += level < NEAR_BLACK ? 1 : 0;
        whites += level > NEAR_WHITE ? 1 : 0;
      }
    }
    boolean showsBlack = blacks >= FEWEST * box.area();
    boolean showsWhite = whites >= FEWEST * box.area();
    if (showsBlack && showsWhite) {
      return whites > blacks;
    }
    return showsWhite ? whites >= MOST * box.area() : showsBlack && blacks < MOST * box.area();
  }
}
