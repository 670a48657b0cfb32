/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.pixel.Picture;

/** A stored frame as a viewer shows it, 8 bits a channel. */
final class Displayed {

  private static final int BINS = 4096;

  private final StoredImage image;
  private final int frame;

  Displayed(StoredImage image, int frame) {
    this.image = image;
    this.frame = frame;
  }

  /** What a viewer shows first: the VOI window where there is one, else the whole range. */
  Picture first() throws IOException {
    return all().get(0);
  }

  /** The same frame in the ways that show all of it: window, range, equalised. */
  List<Picture> all() throws IOException {
    if (!image.isGrey()) {
      return List.of(new Picture(image.width, image.height, 3, colours()));
    }
    double[] values = modality();
    boolean inverse = image.photometric.equals("MONOCHROME1");
    if (image.bitsStored <= 8) {
      return List.of(grey(values, 0, 255, inverse));
    }
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    List<Picture> views = new ArrayList<>();
    if (image.windowWidth > 0) {
      double bottom = image.windowCentre - image.windowWidth / 2;
      views.add(grey(values, bottom, bottom + image.windowWidth, inverse));
    }
    views.add(grey(values, low, high, inverse));
    views.add(equalised(values, low, high, inverse));
    return views;
  }

  private Picture grey(double[] values, double low, double high, boolean inverse) {
    byte[] shown = new byte[values.length];
    double scale = high > low ? 255 / (high - low) : 0;
    for (int i = 0; i < shown.length; i++) {
      int level = (int) Math.min(255, Math.max(0, (values[i] - low) * scale + 0.5));
      shown[i] = (byte) (inverse ? 255 - level : level);
    }
    return new Picture(image.width, image.height, 1, shown);
  }

  private Picture equalised(double[] values, double low, double high, boolean inverse) {
    double scale = high > low ? (BINS - 1) / (high - low) : 0;
    long[] below = new long[BINS + 1];
    for (double value : values) {
      below[(int) ((value - low) * scale) + 1]++;
    }
    for (int bin = 0; bin < BINS; bin++) {
      below[bin + 1] += below[bin];
    }
    double[] levels = new double[values.length];
    for (int i = 0; i < levels.length; i++) {
      int bin = (int) ((values[i] - low) * scale);
      levels[i] = (below[bin] + below[bin + 1]) / 2.0 / values.length;
    }
    return grey(levels, 0, 1, inverse);
  }

  private double[] modality() {
    double[] values = new double[image.width * image.height];
    int start = frame * image.frameBytes();
    for (int i = 0; i < values.length; i++) {
      int stored;
      if (image.bitsAllocated == 8) {
        stored = image.samples[start + i] & 0xFF;
      } else {
        int at = start + 2 * i;
        int word = (image.samples[at] & 0xFF) | ((image.samples[at + 1] & 0xFF) << 8);
        stored = image.signed ? (short) word : word;
      }
      values[i] = stored * image.slope + image.intercept;
    }
    return values;
  }

  private byte[] colours() throws IOException {
    int pixels = image.width * image.height;
    byte[] rgb = new byte[3 * pixels];
    int start = frame * image.frameBytes();
    byte[] from = image.samples;
    for (int i = 0; i < pixels; i++) {
      switch (image.photometric) {
        case "RGB" -> {
          for (int c = 0; c < 3; c++) {
            rgb[3 * i + c] = from[start + (image.planar ? c * pixels + i : 3 * i + c)];
          }
        }
        case "YBR_FULL" ->
            put(rgb, i, from[start + 3 * i], from[start + 3 * i + 1], from[start + 3 * i + 2]);
        case "YBR_FULL_422" -> {
          int pair = start + i / 2 * 4;
          put(rgb, i, from[pair + i % 2], from[pair + 2], from[pair + 3]);
        }
        case "PALETTE COLOR" -> {
          for (int c = 0; c < 3; c++) {
            rgb[3 * i + c] = image.palette(c)[from[start + i] & 0xFF];
          }
        }
        default -> throw new IOException("not a colour that the bench makes");
      }
    }
    return rgb;
  }

  private static void put(byte[] rgb, int pixel, byte luma, byte blueness, byte redness) {
    double y = luma & 0xFF;
    double cb = (blueness & 0xFF) - 128;
    double cr = (redness & 0xFF) - 128;
    rgb[3 * pixel] = eight(y + 1.402 * cr);
    rgb[3 * pixel + 1] = eight(y - 0.344136 * cb - 0.714136 * cr);
    rgb[3 * pixel + 2] = eight(y + 1.772 * cb);
  }

  private static byte eight(double value) {
    return (byte) Math.min(255, Math.max(0, Math.round(value)));
  }
}
