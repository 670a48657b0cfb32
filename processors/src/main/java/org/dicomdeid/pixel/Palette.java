/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.Optional;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;

/** A palette colour lookup table (PS3.3 C.7.6.3.1.5 and .6), 8 bits a channel. */
final class Palette {

  private static final int DESCRIPTOR = 0x00281101;
  private static final int DATA = 0x00281201;
  private static final int MOST_ENTRIES = 65_536;

  private final int first;
  private final byte[] rgb;

  private Palette(int first, byte[] rgb) {
    this.first = first;
    this.rgb = rgb;
  }

  /** Empty when there is none, or one that is segmented or contradicts itself. */
  static Optional<Palette> of(DataSet image) throws IOException {
    boolean bigEndian = image.encoding().isBigEndian();
    byte[] rgb = null;
    int first = 0;
    for (int channel = 0; channel < 3; channel++) {
      byte[] descriptor = value(image, DESCRIPTOR + channel);
      byte[] data = value(image, DATA + channel);
      if (descriptor.length < 6 || data.length == 0) {
        return Optional.empty();
      }
      int entries = word(descriptor, 0, bigEndian);
      entries = entries == 0 ? MOST_ENTRIES : entries;
      boolean wide = data.length >= 2 * entries;
      if (!wide && data.length < entries) {
        return Optional.empty();
      }
      if (rgb == null) {
        first = (short) word(descriptor, 2, bigEndian);
        rgb = new byte[3 * entries];
      }
      int shift = wide && word(descriptor, 4, bigEndian) > 8 ? 8 : 0;
      for (int i = 0; i < entries && 3 * i < rgb.length; i++) {
        int entry = wide ? word(data, 2 * i, bigEndian) >> shift : data[i];
        rgb[3 * i + channel] = (byte) entry;
      }
    }
    return Optional.of(new Palette(first, rgb));
  }

  int entries() {
    return rgb.length / 3;
  }

  /** The colour of a stored value, as 0xRRGGBB; values beyond an end have the colour of the end. */
  int color(int stored) {
    int at = 3 * Math.min(Math.max(stored - first, 0), entries() - 1);
    return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | (rgb[at + 2] & 0xFF);
  }

  /**
   * The stored value whose colour is nearest to a grey.
   *
   * @param luminance 0 for black to 1 for white
   */
  int nearest(double luminance, int least, int greatest) {
    int wanted = (int) (255 * luminance);
    int best = Math.max(least, first);
    double nearest = Double.MAX_VALUE;
    for (int i = 0; i < entries() && first + i <= greatest; i++) {
      int color = color(first + i);
      double red = (color >> 16 & 0xFF) - wanted;
      double green = (color >> 8 & 0xFF) - wanted;
      double blue = (color & 0xFF) - wanted;
      double distance = red * red + green * green + blue * blue;
      if (distance < nearest && first + i >= least) {
        best = first + i;
        nearest = distance;
      }
    }
    return best;
  }

  /** Rec. 601 luminance of 0xRRGGBB, in thousandths. */
  static int luminance(int color) {
    return 299 * (color >> 16 & 0xFF) + 587 * (color >> 8 & 0xFF) + 114 * (color & 0xFF);
  }

  private static byte[] value(DataSet image, int tag) throws IOException {
    Element element = image.get(tag);
    return element == null || element.isSequence() ? new byte[0] : element.bytes(4 * MOST_ENTRIES);
  }

  private static int word(byte[] bytes, int at, boolean bigEndian) {
    int one = bytes[at] & 0xFF;
    int other = bytes[at + 1] & 0xFF;
    return bigEndian ? one << 8 | other : other << 8 | one;
  }
}
