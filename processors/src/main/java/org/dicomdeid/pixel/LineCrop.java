/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.Arrays;
import org.dicomdeid.codec.Box;

/** Makes of a crop what Tesseract reads best: grey, dark on light, large, with a margin. */
final class LineCrop {

  /** Ways to show a line. */
  enum Style {
    /** As the detector cut it out. */
    WHOLE,
    /** Cut to what stands out in the middle of it, without the edges of a label. */
    TRIMMED,
    /** A single sign three times over, for Tesseract reads lines. */
    REPEATED
  }

  private static final int HEIGHT = 46;
  private static final int LETTER = 30;
  private static final int MARGIN = 12;
  private static final int WIDEST = 4_000;

  private LineCrop() {}

  static Picture of(Picture crop, Style style) {
    Picture grey = grey(crop);
    return switch (style) {
      case WHOLE -> framed(grey, HEIGHT);
      case TRIMMED -> framed(trimmed(grey), LETTER);
      case REPEATED -> Triple.of(framed(trimmed(grey), LETTER));
    };
  }

  private static Picture framed(Picture grey, int height) {
    int width = Math.max(4, Math.min(WIDEST, grey.width() * height / grey.height()));
    byte[] scaled = scaled(grey, width, height);
    int[] range = range(scaled);
    int background = background(scaled, range);
    boolean inverted = 2 * background < range[0] + range[1];
    int outerWidth = width + 2 * MARGIN;
    byte[] samples = new byte[outerWidth * (height + 2 * MARGIN)];
    Arrays.fill(samples, (byte) stretch(background, range, inverted));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        samples[(y + MARGIN) * outerWidth + x + MARGIN] =
            (byte) stretch(scaled[y * width + x] & 0xff, range, inverted);
      }
    }
    return new Picture(outerWidth, height + 2 * MARGIN, 1, samples);
  }

  /**
   * The part of a crop with shapes that stand apart from its edge, which the edge of a label does
   * not; the crop itself when there are none.
   */
  private static Picture trimmed(Picture grey) {
    Box letters = InkTone.letters(grey);
    if (letters.isEmpty()) {
      return grey;
    }
    return PictureTurn.NONE.of(grey, letters.grown(1, 1).within(grey.width(), grey.height()));
  }

  static Picture grey(Picture picture) {
    if (picture.channels() == 1) {
      return picture;
    }
    byte[] rgb = picture.samples();
    byte[] grey = new byte[picture.width() * picture.height()];
    for (int i = 0; i < grey.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue) / 1000);
    }
    return new Picture(picture.width(), picture.height(), 1, grey);
  }

  /** The grey values below which 2 % and 98 % of the samples lie. */
  private static int[] range(byte[] samples) {
    int[] histogram = histogram(samples);
    int low = 0;
    int below = histogram[0];
    while (below <= samples.length / 50) {
      below += histogram[++low];
    }
    int high = 255;
    int above = histogram[255];
    while (high > low && above <= samples.length / 50) {
      above += histogram[--high];
    }
    return new int[] {low, Math.max(low + 1, high)};
  }

  /** The mean of the darker or the brighter half of the range, whichever has more samples. */
  private static int background(byte[] samples, int[] range) {
    int middle = (range[0] + range[1]) / 2;
    long[] sum = new long[2];
    int[] count = new int[2];
    for (byte each : samples) {
      int half = (each & 0xff) > middle ? 1 : 0;
      sum[half] += each & 0xff;
      count[half]++;
    }
    int larger = count[1] > count[0] ? 1 : 0;
    return (int) (sum[larger] / Math.max(1, count[larger]));
  }

  private static int[] histogram(byte[] samples) {
    int[] histogram = new int[256];
    for (byte each : samples) {
      histogram[each & 0xff]++;
    }
    return histogram;
  }

  private static int stretch(int value, int[] range, boolean inverted) {
    int stretched = Math.max(0, Math.min(255, (value - range[0]) * 255 / (range[1] - range[0])));
    return inverted ? 255 - stretched : stretched;
  }

  private static byte[] scaled(Picture grey, int width, int height) {
    byte[] from = grey.samples();
    byte[] to = new byte[width * height];
    for (int y = 0; y < height; y++) {
      double row = Math.max(0, (y + 0.5) * grey.height() / height - 0.5);
      int top = Math.min((int) row, grey.height() - 1);
      int bottom = Math.min(top + 1, grey.height() - 1);
      for (int x = 0; x < width; x++) {
        double column = Math.max(0, (x + 0.5) * grey.width() / width - 0.5);
        int left = Math.min((int) column, grey.width() - 1);
        int right = Math.min(left + 1, grey.width() - 1);
        double upper =
            mix(from[top * grey.width() + left], from[top * grey.width() + right], column - left);
        double lower =
            mix(
                from[bottom * grey.width() + left],
                from[bottom * grey.width() + right],
                column - left);
        to[y * width + x] = (byte) Math.round(upper + (lower - upper) * (row - top));
      }
    }
    return to;
  }

  private static double mix(byte one, byte other, double weight) {
    return (one & 0xff) + ((other & 0xff) - (one & 0xff)) * weight;
  }
}
