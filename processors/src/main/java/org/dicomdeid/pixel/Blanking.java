/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;

/**
 * Fills boxes of one frame with what is displayed black; where the text itself is darker than its
 * ground, with white, and where that is not plain, with a grey that is not in it, so that no stroke
 * keeps its value.
 */
final class Blanking {

  private static final double BEYOND = 0.25;

  private final Frame frame;
  private final FrameValues values;
  private final PixelFormat format;
  private final DisplayParameters display;
  private final int blackLevel;
  private final int whiteLevel;
  private final List<InkTone.Stretch> filled = new ArrayList<>();
  private final List<Integer> black;
  private final List<Integer> white;

  Blanking(Frame frame, FrameValues values, PixelFormat format, DisplayParameters display) {
    this.frame = frame;
    this.values = values;
    this.format = format;
    this.display = display;
    if (frame.samples() == 3) {
      int most = -1 >>> (32 - format.bitsStored());
      this.blackLevel = 0;
      this.whiteLevel = 255;
      this.black = color(frame.photometric(), 0, format.bitsStored());
      this.white = color(frame.photometric(), most, format.bitsStored());
    } else if (values.isColor()) {
      Palette palette = display.palette().orElseThrow();
      int least = StoredValues.least(format);
      int greatest = StoredValues.greatest(format);
      this.blackLevel = 0;
      this.whiteLevel = 255;
      this.black = List.of(StoredValues.cell(palette.nearest(0, least, greatest), format));
      this.white = List.of(StoredValues.cell(palette.nearest(1, least, greatest), format));
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
      this.white = List.of(StoredValues.cell(beyond(whiteLevel, range, format), format));
    }
  }

  /**
   * A level farther out than any of the image, where the cells have room for it: white is the rarer
   * fill, and lettering that it was chosen for by mistake changes all the same.
   */
  private static int beyond(int level, int[] range, PixelFormat format) {
    double step = BEYOND * ((double) range[1] - range[0]);
    double out = level >= range[1] ? level + step : level - step;
    return (int) Math.max(StoredValues.least(format), Math.min(StoredValues.greatest(format), out));
  }

  private static List<Integer> color(Photometric photometric, int luminance, int bits) {
    int neutral = photometric.isYbr() ? 1 << (bits - 1) : luminance;
    return List.of(luminance, neutral, neutral);
  }

  /**
   * A box of text, in parts, and what they are filled with. Where a larger box that was asked for
   * before is filled otherwise, one of the two is mistaken, and neither black nor white is safe.
   */
  List<Patch> patches(Box box) {
    Box inside = box.within(frame.columns(), frame.rows());
    List<Patch> patches = new ArrayList<>();
    for (InkTone.Stretch each : InkTone.of(values, inside, blackLevel, whiteLevel)) {
      boolean doubted = filled.stream().anyMatch(earlier -> isOver(each, earlier));
      InkTone.Stretch stretch = doubted ? each.filledBetween() : each;
      filled.add(stretch);
      patches.add(new Patch(stretch.box(), cells(stretch.fill())));
    }
    return patches;
  }

  private static boolean isOver(InkTone.Stretch stretch, InkTone.Stretch earlier) {
    return earlier.fill() != stretch.fill()
        && 2 * earlier.box().intersection(stretch.box()).area() >= stretch.box().area();
  }

  private List<Integer> cells(double fill) {
    if (fill == InkTone.BLACK) {
      return black;
    }
    if (fill == InkTone.WHITE) {
      return white;
    }
    if (frame.samples() == 3) {
      int most = -1 >>> (32 - format.bitsStored());
      return color(frame.photometric(), (int) (fill * most), format.bitsStored());
    }
    if (values.isColor()) {
      int least = StoredValues.least(format);
      int greatest = StoredValues.greatest(format);
      return List.of(
          StoredValues.cell(
              display.palette().orElseThrow().nearest(fill, least, greatest), format));
    }
    int level = (int) Math.round(blackLevel + fill * ((double) whiteLevel - blackLevel));
    return List.of(StoredValues.cell(level, format));
  }

  /** Always black, for regions that are no text. */
  Patch black(Box box) {
    return new Patch(box.within(frame.columns(), frame.rows()), black);
  }
}
