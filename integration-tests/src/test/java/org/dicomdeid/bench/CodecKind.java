/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.Random;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;

/** A depth, colour and sign that the decode matrix has images of. */
enum CodecKind {
  BITMAP("1 bit", 1, 1, false, Photometric.MONOCHROME2),
  GREY_8("grey 8", 8, 8, false, Photometric.MONOCHROME2),
  GREY_8_SIGNED("grey 8 signed", 8, 8, true, Photometric.MONOCHROME2),
  GREY_6_OF_8("grey 6 of 8", 8, 6, false, Photometric.MONOCHROME1),
  PALETTE("palette 8", 8, 8, false, Photometric.PALETTE_COLOR),
  GREY_10("grey 10 of 16", 16, 10, false, Photometric.MONOCHROME2),
  GREY_12("grey 12 of 16", 16, 12, false, Photometric.MONOCHROME2),
  GREY_12_SIGNED("grey 12 of 16 signed", 16, 12, true, Photometric.MONOCHROME2),
  GREY_16("grey 16", 16, 16, false, Photometric.MONOCHROME2),
  GREY_16_SIGNED("grey 16 signed", 16, 16, true, Photometric.MONOCHROME2),
  GREY_32("grey 32", 32, 32, false, Photometric.MONOCHROME2),
  RGB_8("RGB 8", 8, 8, false, Photometric.RGB),
  YBR_8("YBR_FULL 8", 8, 8, false, Photometric.YBR_FULL),
  RGB_16("RGB 16", 16, 16, false, Photometric.RGB);

  private final String title;
  private final int allocated;
  private final int stored;
  private final boolean signed;
  private final Photometric photometric;

  CodecKind(String title, int allocated, int stored, boolean signed, Photometric photometric) {
    this.title = title;
    this.allocated = allocated;
    this.stored = stored;
    this.signed = signed;
    this.photometric = photometric;
  }

  String title() {
    return title;
  }

  int allocated() {
    return allocated;
  }

  int stored() {
    return stored;
  }

  boolean signed() {
    return signed;
  }

  boolean isColour() {
    return photometric.samples() == 3;
  }

  boolean isWhole() {
    return allocated >= 8;
  }

  /** As compressed frames are. */
  boolean isNarrow() {
    return isWhole() && allocated <= 16;
  }

  boolean isNarrowColour() {
    return isNarrow() && isColour();
  }

  boolean isNarrowGrey() {
    return isNarrow() && !isColour();
  }

  /** As lossy JPEG of 8 bits takes. */
  boolean isUnsignedByte() {
    return stored == 8 && !signed && this != PALETTE;
  }

  /** As lossy JPEG of 12 bits takes. */
  boolean isTwelveBit() {
    return this == GREY_12 || this == GREY_10;
  }

  PixelFormat format(int rows, int columns) {
    return new PixelFormat(
        rows,
        columns,
        photometric.samples(),
        allocated,
        stored,
        stored - 1,
        signed,
        photometric,
        0);
  }

  /** Cells of a picture with slopes, noise, edges and flat areas; one byte a pixel for one bit. */
  byte[] cells(int rows, int columns, long seed) {
    PixelFormat format = format(rows, columns);
    byte[] cells = new byte[(int) format.frameBytes()];
    Random random = new Random(seed);
    long span = 1L << stored;
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (int sample = 0; sample < format.samples(); sample++) {
          long value = (long) (picture(row, column, rows, columns, sample, random) * (span - 1));
          value = Math.max(0, Math.min(span - 1, value)) - (signed ? span / 2 : 0);
          for (int i = 0; i < format.cellBytes(); i++) {
            cells[at++] = (byte) (value >>> (8 * i));
          }
        }
      }
    }
    return cells;
  }

  private static double picture(
      int row, int column, int rows, int columns, int sample, Random random) {
    double x = (double) column / columns;
    double y = (double) row / rows;
    boolean letters = y < 0.2 && (column / 3 + row / 4) % 3 == 0;
    if (letters) {
      return sample == 1 ? 0.9 : 1;
    }
    if (x * x + y * y < 0.1) {
      return 0;
    }
    double body = 0.45 + 0.4 * Math.sin(7 * x + sample) * Math.cos(5 * y);
    return body + random.nextGaussian() * 0.004;
  }
}
