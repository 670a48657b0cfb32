/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.PixelFormat;

/**
 * The values of a frame, or of a projection of several: stored grey values, or colours as red,
 * green and blue.
 */
final class FrameValues {

  /** What 8-bit grey spans when its text needs no stretching to be legible. */
  private static final int FULL_CONTRAST = 160;

  /** Pixels each way of the parts by which scenes are compared. */
  private static final int BLOCK = 32;

  /** Every so many pixels each way tell the mean of a part. */
  private static final int SAMPLED = 2;

  /** So much of the span of levels is more than letters or motion change the mean of a part. */
  private static final double CHANGED = 0.3;

  /** The share of parts that may change all the same. */
  private static final double SAME_SCENE = 0.02;

  /** For so many levels it is kept what becomes of them. */
  private static final int MOST_KNOWN = 1 << 16;

  private final int columns;
  private final int rows;

  /** Null for colour. */
  private final int[] grey;

  /** Null for grey. */
  private final byte[] rgb;

  /** Least and greatest grey value; null while they are not known. */
  private int[] levels;

  private FrameValues(int columns, int rows, int[] grey, byte[] rgb) {
    this.columns = columns;
    this.rows = rows;
    this.grey = grey;
    this.rgb = rgb;
  }

  static FrameValues of(Frame frame, PixelFormat format, DisplayParameters display) {
    int pixels = frame.rows() * frame.columns();
    if (frame.samples() == 3) {
      return new FrameValues(
          frame.columns(), frame.rows(), null, Colors.rgb(frame, format.bitsStored()));
    }
    int[] stored = StoredValues.of(frame, format);
    if (frame.photometric() == org.dicomdeid.codec.Photometric.PALETTE_COLOR
        && display.palette().isPresent()) {
      byte[] colors = new byte[3 * pixels];
      Palette palette = display.palette().get();
      for (int i = 0; i < pixels; i++) {
        int color = palette.color(stored[i]);
        colors[3 * i] = (byte) (color >> 16);
        colors[3 * i + 1] = (byte) (color >> 8);
        colors[3 * i + 2] = (byte) color;
      }
      return new FrameValues(frame.columns(), frame.rows(), null, colors);
    }
    return new FrameValues(frame.columns(), frame.rows(), stored, null);
  }

  FrameValues copy() {
    return new FrameValues(
        columns, rows, grey == null ? null : grey.clone(), rgb == null ? null : rgb.clone());
  }

  /** Takes over whatever is lower in another frame of the same kind. */
  void lower(FrameValues other) {
    if (grey != null) {
      for (int i = 0; i < grey.length; i++) {
        grey[i] = Math.min(grey[i], other.grey[i]);
      }
      levels = null;
    } else {
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Math.min(rgb[i] & 0xFF, other.rgb[i] & 0xFF);
      }
    }
  }

  /** Takes over whatever is higher in another frame of the same kind. */
  void raise(FrameValues other) {
    if (grey != null) {
      for (int i = 0; i < grey.length; i++) {
        grey[i] = Math.max(grey[i], other.grey[i]);
      }
      levels = null;
    } else {
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Math.max(rgb[i] & 0xFF, other.rgb[i] & 0xFF);
      }
    }
  }

  /** Whether another frame of the same kind is, nearly everywhere, about as light as this one. */
  boolean showsScene(FrameValues other) {
    int across = (columns + BLOCK - 1) / BLOCK;
    long[] difference = new long[across * ((rows + BLOCK - 1) / BLOCK)];
    int[] pixels = new int[difference.length];
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int row = 0; row < rows; row += SAMPLED) {
      for (int column = 0; column < columns; column += SAMPLED) {
        int block = row / BLOCK * across + column / BLOCK;
        int one = level(row, column);
        int two = other.level(row, column);
        difference[block] += (long) one - two;
        pixels[block]++;
        low = Math.min(low, Math.min(one, two));
        high = Math.max(high, Math.max(one, two));
      }
    }
    int changed = 0;
    for (int i = 0; i < difference.length; i++) {
      double most = CHANGED * ((double) high - low) * pixels[i];
      changed += Math.abs(difference[i]) > most ? 1 : 0;
    }
    return changed <= SAME_SCENE * difference.length;
  }

  boolean isColor() {
    return rgb != null;
  }

  /** A grey value as stored, or the luminance of a colour, 0 to 255. */
  int level(int row, int column) {
    int i = row * columns + column;
    if (grey != null) {
      return grey[i];
    }
    int color = (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
    return Palette.luminance(color) / 1000;
  }

  /** Least and greatest level, without pixels of the padding value. */
  int[] range(OptionalInt padding) {
    if (grey == null) {
      return new int[] {0, 255};
    }
    if (padding.isEmpty()) {
      return levels().clone();
    }
    int without = padding.getAsInt();
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int value : grey) {
      low = value == without ? low : Math.min(low, value);
      high = value == without ? high : Math.max(high, value);
    }
    return low > high ? new int[] {without, without} : new int[] {low, high};
  }

  /** Least and greatest grey value. */
  private int[] levels() {
    if (levels == null) {
      int low = Integer.MAX_VALUE;
      int high = Integer.MIN_VALUE;
      for (int value : grey) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      levels = new int[] {low, high};
    }
    return levels;
  }

  /**
   * The ways to look at these values in which text that is there can be seen: as the object wants
   * to be shown, from darkest to lightest, and with every level equally frequent.
   */
  List<Picture> views(PixelFormat format, DisplayParameters display) {
    if (rgb != null) {
      return List.of(new Picture(columns, rows, 3, rgb));
    }
    List<Picture> views = new ArrayList<>();
    int[] range = range(display.padding());
    if (format.bitsStored() <= 8 && !format.signed()) {
      int full = (1 << format.bitsStored()) - 1;
      if (range[1] - range[0] >= FULL_CONTRAST * full / 255) {
        views.add(linear(0, full));
      } else {
        views.add(linear(range[0], range[1]));
      }
      return views;
    }
    display.window().ifPresent(window -> views.add(linear(window.low(), window.high())));
    views.add(linear(range[0], range[1]));
    views.add(equalized(range[0], range[1]));
    return views;
  }

  /** From darkest to lightest, so that only one level of the image is white. */
  Picture whole(DisplayParameters display) {
    if (rgb != null) {
      return new Picture(columns, rows, 3, rgb);
    }
    int[] range = range(display.padding());
    return linear(range[0], range[1]);
  }

  /** As a person sees the values on a screen, for a report; not for finding text. */
  Picture shown(PixelFormat format, DisplayParameters display) {
    if (rgb != null) {
      return new Picture(columns, rows, 3, rgb);
    }
    int[] range = range(display.padding());
    double low = range[0];
    double high = range[1];
    if (display.window().isPresent()) {
      low = display.window().get().low();
      high = display.window().get().high();
    } else if (format.bitsStored() <= 8 && !format.signed()) {
      low = 0;
      high = (1 << format.bitsStored()) - 1;
    }
    Picture picture = linear(low, high);
    boolean inverse =
        format.photometric() == org.dicomdeid.codec.Photometric.MONOCHROME1 != display.descending();
    if (inverse) {
      byte[] samples = picture.samples();
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) ~samples[i];
      }
    }
    return picture;
  }

  /** All values from one level to another, so that pictures of several frames compare. */
  Picture between(double low, double high) {
    return rgb != null ? new Picture(columns, rows, 3, rgb) : linear(low, high);
  }

  private Picture linear(double low, double high) {
    byte[] samples = new byte[grey.length];
    double scale = high > low ? 255 / (high - low) : 0;
    int least = levels()[0];
    byte[] known = new byte[(int) Math.min(MOST_KNOWN, (long) levels()[1] - least + 1)];
    for (int i = 0; i < known.length; i++) {
      known[i] = linear(least + i, low, scale);
    }
    for (int i = 0; i < grey.length; i++) {
      long index = (long) grey[i] - least;
      samples[i] = index < known.length ? known[(int) index] : linear(grey[i], low, scale);
    }
    return new Picture(columns, rows, 1, samples);
  }

  private static byte linear(int level, double low, double scale) {
    double value = (level - low) * scale;
    return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + 0.5));
  }

  private Picture equalized(int low, int high) {
    int shift = 0;
    while (((long) high - low) >> shift >= 1 << 16) {
      shift++;
    }
    int[] count = new int[(int) (((long) high - low) >> shift) + 1];
    for (int value : grey) {
      count[bin(value, low, high, shift)]++;
    }
    long pixels = Math.max(1, grey.length - (long) count[0]);
    byte[] level = new byte[count.length];
    long sum = 0;
    for (int i = 1; i < count.length; i++) {
      sum += count[i];
      level[i] = (byte) (255 * sum / pixels);
    }
    byte[] samples = new byte[grey.length];
    for (int i = 0; i < grey.length; i++) {
      samples[i] = level[bin(grey[i], low, high, shift)];
    }
    return new Picture(columns, rows, 1, samples);
  }

  private static int bin(int value, int low, int high, int shift) {
    return (int) (((long) Math.min(Math.max(value, low), high) - low) >> shift);
  }
}
