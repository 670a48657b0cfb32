/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.PixelFormat;

/** Takes the stored bits out of cells, and puts them back (PS3.5 8.1.1). */
final class StoredValues {

  private StoredValues() {}

  /**
   * The stored values of a frame of one sample per pixel, with their sign. Unsigned values of 32
   * bits are halved, so that they fit; what sees them only compares.
   */
  static int[] of(Frame frame, PixelFormat format) {
    byte[] cells = frame.cells();
    int pixels = frame.rows() * frame.columns();
    int[] values = new int[pixels];
    int bits = format.bitsStored();
    int low = Math.max(0, format.highBit() + 1 - bits);
    switch (frame.cellBytes()) {
      case 1 -> {
        for (int i = 0; i < pixels; i++) {
          values[i] = value(cells[i] & 0xFF, low, bits, format.signed());
        }
      }
      case 2 -> {
        for (int i = 0; i < pixels; i++) {
          int cell = (cells[2 * i] & 0xFF) | (cells[2 * i + 1] & 0xFF) << 8;
          values[i] = value(cell, low, bits, format.signed());
        }
      }
      default -> {
        for (int i = 0; i < pixels; i++) {
          int cell =
              (cells[4 * i] & 0xFF)
                  | (cells[4 * i + 1] & 0xFF) << 8
                  | (cells[4 * i + 2] & 0xFF) << 16
                  | (cells[4 * i + 3] & 0xFF) << 24;
          values[i] =
              bits == 32 && !format.signed() ? cell >>> 1 : value(cell, low, bits, format.signed());
        }
      }
    }
    return values;
  }

  private static int value(int cell, int low, int bits, boolean signed) {
    int up = 32 - bits;
    int shifted = cell >>> low << up;
    return signed ? shifted >> up : shifted >>> up;
  }

  /** The cell that stores a value, unused bits zero but for the extension of the sign. */
  static int cell(int value, PixelFormat format) {
    int low = Math.max(0, format.highBit() + 1 - format.bitsStored());
    if (format.bitsStored() == 32 && !format.signed()) {
      return value << 1;
    }
    int bits = format.signed() ? value : value & (-1 >>> (32 - format.bitsStored()));
    return bits << low;
  }

  /** The least value that can be stored. */
  static int least(PixelFormat format) {
    return format.signed() ? -1 << (format.bitsStored() - 1) : 0;
  }

  /** The greatest value that can be stored. */
  static int greatest(PixelFormat format) {
    int bits = format.bitsStored() - (format.signed() || format.bitsStored() == 32 ? 1 : 0);
    return bits == 0 ? 0 : -1 >>> (32 - bits);
  }
}
