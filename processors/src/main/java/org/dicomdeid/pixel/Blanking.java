/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;

/**
 * Fills boxes of one frame with what is displayed black; where the text itself is darker than its
 * ground, with white, so that no stroke of it keeps its value.
 */
final class Blanking {

  private static final double BEYOND = 0.25;

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

  /** A box of text, in parts, and what they are filled with. */
  List<Patch> patches(Box box) {
    Box inside = box.within(frame.columns(), frame.rows());
    return InkTone.of(values, inside, blackLevel, whiteLevel).stream()
        .map(part -> new Patch(part.box(), part.dark() ? white : black))
        .toList();
  }

  /** Always black, for regions that are no text. */
  Patch black(Box box) {
    return new Patch(box.within(frame.columns(), frame.rows()), black);
  }
}
