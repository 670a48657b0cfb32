/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;

/**
 * Fills boxes of one frame with what is displayed black; where the text itself may be black, with a
 * dark grey, so that no stroke of it keeps its value.
 */
final class Blanking {

  /** From 0 for black to 1 for white: as far from black strokes as from grey ones. */
  private static final double DARK_GREY = 0.33;

  private final Frame frame;
  private final FrameValues values;
  private final int blackLevel;
  private final int whiteLevel;
  private final List<Integer> black;
  private final List<Integer> darkGrey;

  Blanking(Frame frame, FrameValues values, PixelFormat format, DisplayParameters display) {
    this.frame = frame;
    this.values = values;
    if (frame.samples() == 3) {
      int most = -1 >>> (32 - format.bitsStored());
      this.blackLevel = 0;
      this.whiteLevel = 255;
      this.black = color(frame.photometric(), 0, format.bitsStored());
      this.darkGrey = color(frame.photometric(), (int) (DARK_GREY * most), format.bitsStored());
    } else if (values.isColor()) {
      Palette palette = display.palette().orElseThrow();
      int least = StoredValues.least(format);
      int greatest = StoredValues.greatest(format);
      this.blackLevel = 0;
      this.whiteLevel = 255;
      this.black = List.of(StoredValues.cell(palette.nearest(0, least, greatest), format));
      this.darkGrey =
          List.of(StoredValues.cell(palette.nearest(DARK_GREY, least, greatest), format));
    } else {
      int[] range = values.range(display.padding());
      double low = display.window().map(window -> window.low()).orElse((double) range[0]);
      double high = display.window().map(window -> window.high()).orElse((double) range[1]);
      boolean inverse = format.photometric() == Photometric.MONOCHROME1 != display.descending();
      int least = format.signed() ? StoredValues.least(format) : 0;
      int lowest = format.signed() ? (int) Math.max(least, Math.min(range[0], low)) : 0;
      int highest = (int) Math.min(StoredValues.greatest(format), Math.max(range[1], high));
      // Text has the levels of the image, whatever its window spans.
      this.blackLevel = inverse ? range[1] : range[0];
      this.whiteLevel = inverse ? range[0] : range[1];
      int grey = (int) (blackLevel + DARK_GREY * ((double) whiteLevel - blackLevel));
      this.black = List.of(StoredValues.cell(inverse ? highest : lowest, format));
      this.darkGrey = List.of(StoredValues.cell(grey, format));
    }
  }

  private static List<Integer> color(Photometric photometric, int luminance, int bits) {
    int neutral = photometric.isYbr() ? 1 << (bits - 1) : luminance;
    return List.of(luminance, neutral, neutral);
  }

  /** A box and what it is filled with. */
  Patch patch(Box box) {
    Box inside = box.within(frame.columns(), frame.rows());
    boolean mayBeBlack = DarkStrokes.arePossible(values, inside, blackLevel, whiteLevel);
    return new Patch(inside, mayBeBlack ? darkGrey : black);
  }

  /** Always black, for regions that are no text. */
  Patch black(Box box) {
    return new Patch(box.within(frame.columns(), frame.rows()), black);
  }
}
