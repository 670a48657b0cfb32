/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Frame;

/** Turns the samples of a colour frame into red, green and blue (PS3.3 C.7.6.3.1.2). */
final class Colors {

  private Colors() {}

  /** 8 bits a channel, the channels of a pixel side by side. */
  static byte[] rgb(Frame frame, int bitsStored) {
    int count = frame.rows() * frame.columns() * 3;
    byte[] cells = frame.cells();
    byte[] rgb = new byte[count];
    if (frame.cellBytes() == 1) {
      System.arraycopy(cells, 0, rgb, 0, count);
    } else {
      int bytes = frame.cellBytes();
      int shift = Math.max(0, bitsStored - 8);
      for (int i = 0; i < count; i++) {
        int cell = (cells[bytes * i] & 0xFF) | (cells[bytes * i + 1] & 0xFF) << 8;
        if (bytes == 4) {
          cell |= (cells[4 * i + 2] & 0xFF) << 16 | (cells[4 * i + 3] & 0xFF) << 24;
        }
        rgb[i] = (byte) (cell >>> shift);
      }
    }
    if (frame.photometric().isYbr()) {
      fromYbr(rgb);
    }
    return rgb;
  }

  private static void fromYbr(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      int y = (pixels[i] & 0xFF) << 16;
      int cb = (pixels[i + 1] & 0xFF) - 128;
      int cr = (pixels[i + 2] & 0xFF) - 128;
      pixels[i] = clamp(y + 91_881 * cr);
      pixels[i + 1] = clamp(y - 22_554 * cb - 46_802 * cr);
      pixels[i + 2] = clamp(y + 116_130 * cb);
    }
  }

  private static byte clamp(int fixed) {
    int value = (fixed + 32_768) >> 16;
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }
}
