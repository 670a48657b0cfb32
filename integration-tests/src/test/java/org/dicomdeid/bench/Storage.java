/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/** How the brightness of a canvas is stored in an object. */
final class Storage {

  /** Photometric interpretations, with the term of PS3.3 C.7.6.3.1.2. */
  enum Colour {
    MONOCHROME1("MONOCHROME1"),
    MONOCHROME2("MONOCHROME2"),
    RGB("RGB"),
    YBR_FULL("YBR_FULL"),
    YBR_FULL_422("YBR_FULL_422"),
    PALETTE("PALETTE COLOR");

    final String term;

    Colour(String term) {
      this.term = term;
    }
  }

  /**
   * Grey samples.
   *
   * @param low the modality value of brightness 0 (of 1 in MONOCHROME1)
   * @param window the part of the span that the VOI window shows; null for no window
   */
  record Grey(
      int bitsStored,
      boolean signed,
      double low,
      double high,
      double slope,
      double intercept,
      Legibility.View window) {}

  private static final int PHOTOMETRIC = 0x00280004;
  private static final int SAMPLES = 0x00280002;

  final Colour colour;
  final Grey grey;
  private final boolean planar;
  private final Palette palette;

  private Storage(Colour colour, Grey grey, boolean planar, Palette palette) {
    this.colour = colour;
    this.grey = grey;
    this.planar = planar;
    this.palette = palette;
  }

  static Storage eightBits(boolean inverse) {
    return new Storage(
        inverse ? Colour.MONOCHROME1 : Colour.MONOCHROME2,
        new Grey(8, false, 0, 255, 1, 0, null),
        false,
        null);
  }

  /** More than eight bits, in one of the ways that modalities use. */
  static Storage deep(Legibility.View window, Random random) {
    Grey grey =
        switch (random.nextInt(5)) {
          case 0 -> new Grey(12, false, 0, 4095, 1, 0, window);
          case 1 -> new Grey(12, false, -1024, 3071, 1, -1024, window);
          case 2 -> new Grey(16, true, -1024, 3071, 1, 0, window);
          case 3 -> new Grey(16, false, 0, 60_000, 1, 0, window);
          default -> new Grey(14, false, 100, 8000, 0.5, 0, window);
        };
    Colour colour = random.nextInt(4) == 0 ? Colour.MONOCHROME1 : Colour.MONOCHROME2;
    return new Storage(colour, grey, false, null);
  }

  static Storage coloured(Colour colour, boolean planar) {
    return new Storage(colour, null, planar && colour == Colour.RGB, null);
  }

  static Storage palette(Palette palette) {
    return new Storage(Colour.PALETTE, null, false, palette);
  }

  /** The canvas as its stored samples show it. */
  Canvas shown(Canvas canvas) {
    return palette == null ? canvas : palette.shown(canvas);
  }

  /** How a person is shown it: through the window, and over the range that it uses. */
  Legibility.View[] views(Canvas canvas) {
    if (grey == null || grey.window() == null) {
      return new Legibility.View[] {new Legibility.View(0, 1)};
    }
    float[] range = canvas.range();
    return new Legibility.View[] {
      grey.window(), new Legibility.View(range[0], Math.max(range[1], range[0] + 0.01))
    };
  }

  /** Puts the Image Pixel and VOI elements of these frames (PS3.3 C.7.6.3, C.11). */
  void put(DicomBuilder object, Canvas... frames) {
    Canvas first = frames[0];
    boolean wide = grey != null && grey.bitsStored() > 8;
    int channels = grey != null || palette != null ? 1 : 3;
    object.put(SAMPLES, VR.US, channels).put(PHOTOMETRIC, VR.CS, colour.term);
    if (channels == 3) {
      object.put(0x00280006, VR.US, planar ? 1 : 0);
    }
    if (frames.length > 1) {
      object.put(0x00280008, VR.IS, frames.length);
    }
    object.put(Tag.ROWS, VR.US, first.height).put(Tag.COLUMNS, VR.US, first.width);
    int bits = grey == null ? 8 : grey.bitsStored();
    object.put(Tag.BITS_ALLOCATED, VR.US, wide ? 16 : 8);
    object.put(0x00280101, VR.US, bits).put(0x00280102, VR.US, bits - 1);
    object.put(0x00280103, VR.US, grey != null && grey.signed() ? 1 : 0);
    if (wide) {
      putModalityAndWindow(object);
    }
    if (palette != null) {
      palette.put(object);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(frames.length * frameBytes(first)).order(ByteOrder.LITTLE_ENDIAN);
    for (Canvas frame : frames) {
      encode(frame, bytes);
    }
    object.put(Tag.PIXEL_DATA, wide ? VR.OW : VR.OB, bytes.array());
  }

  private void putModalityAndWindow(DicomBuilder object) {
    object
        .put(0x00281052, VR.DS, number(grey.intercept()))
        .put(0x00281053, VR.DS, number(grey.slope()));
    if (grey.window() != null) {
      boolean inverse = colour == Colour.MONOCHROME1;
      double span = grey.high() - grey.low();
      double low = inverse ? 1 - grey.window().high() : grey.window().low();
      double high = inverse ? 1 - grey.window().low() : grey.window().high();
      object.put(0x00281050, VR.DS, number(grey.low() + (low + high) / 2 * span));
      object.put(0x00281051, VR.DS, number((high - low) * span));
    }
  }

  private static String number(double value) {
    return Double.toString(Math.round(value * 100) / 100.0);
  }

  private int frameBytes(Canvas canvas) {
    return switch (colour) {
      case MONOCHROME1, MONOCHROME2 -> canvas.size() * (grey.bitsStored() > 8 ? 2 : 1);
      case PALETTE -> canvas.size();
      case RGB, YBR_FULL -> canvas.size() * 3;
      case YBR_FULL_422 -> canvas.size() * 2;
    };
  }

  private void encode(Canvas canvas, ByteBuffer bytes) {
    switch (colour) {
      case MONOCHROME1, MONOCHROME2 -> encodeGrey(canvas.plane(0), bytes);
      case PALETTE -> bytes.put(palette.indices(canvas));
      case RGB -> encodeRgb(canvas, bytes);
      case YBR_FULL -> encodeYbr(canvas, bytes);
      case YBR_FULL_422 -> encodeHalfChroma(canvas, bytes);
    }
  }

  private void encodeGrey(float[] plane, ByteBuffer bytes) {
    long lowest = grey.signed() ? -(1L << (grey.bitsStored() - 1)) : 0;
    long highest = lowest + (1L << grey.bitsStored()) - 1;
    for (float value : plane) {
      double shown = colour == Colour.MONOCHROME1 ? 1 - value : value;
      double modality = grey.low() + shown * (grey.high() - grey.low());
      long stored = Math.round((modality - grey.intercept()) / grey.slope());
      stored = Math.min(highest, Math.max(lowest, stored));
      if (grey.bitsStored() > 8) {
        bytes.putShort((short) stored);
      } else {
        bytes.put((byte) stored);
      }
    }
  }

  private void encodeRgb(Canvas canvas, ByteBuffer bytes) {
    if (planar) {
      for (int c = 0; c < 3; c++) {
        for (float value : canvas.plane(c)) {
          bytes.put(eight(value * 255));
        }
      }
      return;
    }
    for (int i = 0; i < canvas.size(); i++) {
      for (int c = 0; c < 3; c++) {
        bytes.put(eight(canvas.plane(c)[i] * 255));
      }
    }
  }

  private static void encodeYbr(Canvas canvas, ByteBuffer bytes) {
    for (int i = 0; i < canvas.size(); i++) {
      bytes.put(eight(luma(canvas, i)));
      bytes.put(eight(blueness(canvas, i)));
      bytes.put(eight(redness(canvas, i)));
    }
  }

  private static void encodeHalfChroma(Canvas canvas, ByteBuffer bytes) {
    for (int i = 0; i < canvas.size(); i += 2) {
      bytes.put(eight(luma(canvas, i))).put(eight(luma(canvas, i + 1)));
      bytes.put(eight((blueness(canvas, i) + blueness(canvas, i + 1)) / 2));
      bytes.put(eight((redness(canvas, i) + redness(canvas, i + 1)) / 2));
    }
  }

  /** PS3.3 C.7.6.3.1.2, YBR_FULL. */
  private static double luma(Canvas canvas, int i) {
    return 255
        * (0.299 * canvas.plane(0)[i] + 0.587 * canvas.plane(1)[i] + 0.114 * canvas.plane(2)[i]);
  }

  private static double blueness(Canvas canvas, int i) {
    return 128 + (255 * canvas.plane(2)[i] - luma(canvas, i)) / 1.772;
  }

  private static double redness(Canvas canvas, int i) {
    return 128 + (255 * canvas.plane(0)[i] - luma(canvas, i)) / 1.402;
  }

  private static byte eight(double value) {
    return (byte) Math.min(255, Math.max(0, Math.round(value)));
  }
}
