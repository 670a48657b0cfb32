/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelData;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;

/** The cells of all frames of an image, as this project decodes them, and how others' differ. */
final class CodecCells {

  private final PixelFormat format;
  private final Photometric photometric;
  private final byte[] cells;

  private CodecCells(PixelFormat format, Photometric photometric, byte[] cells) {
    this.format = format;
    this.photometric = photometric;
    this.cells = cells;
  }

  static CodecCells of(Path file) throws IOException {
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      PixelData pixels =
          PixelData.of(object.dataSet(), object.transferSyntax(), PixelLimits.DEFAULT);
      ByteArrayOutputStream cells = new ByteArrayOutputStream();
      Photometric photometric = pixels.format().photometric();
      for (int i = 0; i < pixels.frames(); i++) {
        Frame frame = pixels.decode(i);
        photometric = frame.photometric();
        cells.writeBytes(frame.cells());
      }
      byte[] all = cells.toByteArray();
      return new CodecCells(
          pixels.format(), photometric, pixels.format().bitsAllocated() == 1 ? packed(all) : all);
    }
  }

  /** One bit a cell, the first lowest (PS3.5 8.1.1). */
  static byte[] packed(byte[] bits) {
    byte[] bytes = new byte[(bits.length + 7) / 8];
    for (int i = 0; i < bits.length; i++) {
      bytes[i / 8] |= (byte) ((bits[i] & 1) << (i % 8));
    }
    return bytes;
  }

  boolean equalTo(byte[] other) {
    return other.length >= cells.length && Arrays.equals(cells, Arrays.copyOf(other, cells.length));
  }

  /** In what way cells of another decoder differ; null when in none that is known. */
  String explanation(byte[] other, String otherPhotometric) {
    boolean shared = otherPhotometric.equals("YBR_FULL_422") && other.length < cells.length;
    if (shared) {
      return equalTo(spread(other)) ? "chrominance left shared by two pixels" : null;
    }
    if (other.length < cells.length) {
      return "fewer cells than the header says";
    }
    if (format.bitsStored() < format.bitsAllocated() && greatestDifference(other) == 0) {
      return "other bits above those stored";
    }
    if (format.samples() > 1 && equalTo(interleaved(other))) {
      return "plane by plane, though told to be by pixel";
    }
    if (photometric.isYbr() && otherPhotometric.equals("RGB") && format.cellBytes() == 1) {
      return greatestDifferenceAsRgb(other) <= 2 ? "YBR turned into RGB" : null;
    }
    if (!photometric.isYbr() && otherPhotometric.startsWith("YBR")) {
      return "kept as YBR";
    }
    return null;
  }

  private byte[] interleaved(byte[] planes) {
    byte[] pixels = new byte[cells.length];
    int width = format.cellBytes();
    int samples = format.samples();
    int plane = format.rows() * format.columns();
    for (int i = 0; i < cells.length / width; i++) {
      int inFrame = i % (plane * samples);
      int from = i - inFrame + inFrame % samples * plane + inFrame / samples;
      System.arraycopy(planes, from * width, pixels, i * width, width);
    }
    return pixels;
  }

  /** Of the stored bits. */
  long greatestDifference(byte[] other) {
    int width = format.cellBytes();
    long greatest = 0;
    for (int i = 0; i + width <= cells.length; i += width) {
      greatest = Math.max(greatest, Math.abs(value(cells, i) - value(other, i)));
    }
    return greatest;
  }

  long differentCells(byte[] other) {
    int width = format.cellBytes();
    long different = 0;
    for (int i = 0; i + width <= cells.length; i += width) {
      different += value(cells, i) == value(other, i) ? 0 : 1;
    }
    return different;
  }

  private long value(byte[] from, int at) {
    long value = 0;
    for (int i = 0; i < format.cellBytes(); i++) {
      value |= (from[at + i] & 0xFFL) << (8 * i);
    }
    return value >> (format.highBit() + 1 - format.bitsStored())
        & ((1L << format.bitsStored()) - 1);
  }

  private byte[] spread(byte[] shared) {
    byte[] spread = new byte[cells.length];
    for (int from = 0, to = 0; from + 4 <= shared.length && to + 6 <= spread.length; from += 4) {
      for (int pixel = 0; pixel < 2; pixel++) {
        spread[to++] = shared[from + pixel];
        spread[to++] = shared[from + 2];
        spread[to++] = shared[from + 3];
      }
    }
    return spread;
  }

  private int greatestDifferenceAsRgb(byte[] rgb) {
    int greatest = 0;
    for (int i = 0; i + 3 <= cells.length; i += 3) {
      int y = cells[i] & 0xFF;
      int cb = (cells[i + 1] & 0xFF) - 128;
      int cr = (cells[i + 2] & 0xFF) - 128;
      double[] own = {y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb};
      for (int j = 0; j < 3; j++) {
        int value = (int) Math.max(0, Math.min(255, Math.round(own[j])));
        greatest = Math.max(greatest, Math.abs(value - (rgb[i + j] & 0xFF)));
      }
    }
    return greatest;
  }
}
