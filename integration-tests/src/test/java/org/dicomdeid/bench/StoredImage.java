/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;

/** The stored samples of an uncompressed object, read without the project's codecs. */
final class StoredImage {

  private static final int LIMIT = 1 << 28;

  final int width;
  final int height;
  final int frames;
  final String photometric;
  final boolean planar;
  final int bitsAllocated;
  final int bitsStored;
  final boolean signed;
  final double slope;
  final double intercept;
  final double windowCentre;
  final double windowWidth;
  final byte[] samples;
  private final byte[][] palette = new byte[3][];

  private StoredImage(DataSet data) throws IOException {
    this.width = integer(data, Tag.COLUMNS, 0);
    this.height = integer(data, Tag.ROWS, 0);
    this.frames = integer(data, 0x00280008, 1);
    this.photometric = data.string(0x00280004);
    this.planar = integer(data, 0x00280006, 0) == 1;
    this.bitsAllocated = integer(data, Tag.BITS_ALLOCATED, 8);
    this.bitsStored = integer(data, 0x00280101, 8);
    this.signed = integer(data, 0x00280103, 0) == 1;
    this.slope = number(data, 0x00281053, 1);
    this.intercept = number(data, 0x00281052, 0);
    this.windowCentre = number(data, 0x00281050, 0);
    this.windowWidth = number(data, 0x00281051, 0);
    Element pixels = data.get(Tag.PIXEL_DATA);
    if (pixels == null || pixels.isEncapsulated()) {
      throw new IOException("no uncompressed pixel data");
    }
    this.samples = pixels.bytes(LIMIT);
    for (int c = 0; c < 3 && data.contains(0x00281201 + c); c++) {
      byte[] wide = data.get(0x00281201 + c).bytes(LIMIT);
      palette[c] = new byte[wide.length / 2];
      for (int i = 0; i < palette[c].length; i++) {
        palette[c][i] = wide[2 * i + 1];
      }
    }
  }

  static StoredImage read(Path file) throws IOException {
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      return new StoredImage(object.dataSet());
    }
  }

  private static int integer(DataSet data, int tag, int otherwise) throws IOException {
    return data.integer(tag).orElse(otherwise);
  }

  private static double number(DataSet data, int tag, double otherwise) throws IOException {
    String text = data.string(tag);
    return text == null || text.isBlank() ? otherwise : Double.parseDouble(text.strip());
  }

  boolean isGrey() {
    return photometric.startsWith("MONOCHROME");
  }

  /** Palette entries, 8 bits. */
  byte[] palette(int channel) {
    return palette[channel];
  }

  int frameBytes() {
    int pixels = width * height;
    return switch (photometric) {
      case "RGB", "YBR_FULL" -> 3 * pixels;
      case "YBR_FULL_422" -> 2 * pixels;
      default -> pixels * bitsAllocated / 8;
    };
  }

  /**
   * Which pixels of a frame were overwritten since another image of the same form.
   *
   * @throws IOException when the forms differ
   */
  boolean[] overwrittenSince(StoredImage other, int frame) throws IOException {
    if (width != other.width
        || height != other.height
        || frames != other.frames
        || !photometric.equals(other.photometric)
        || planar != other.planar
        || bitsAllocated != other.bitsAllocated) {
      throw new IOException("the output has another form than the input");
    }
    boolean[] changed = new boolean[width * height];
    int start = frame * frameBytes();
    int perPixel = frameBytes() / changed.length;
    for (int i = 0; i < frameBytes(); i++) {
      if (samples[start + i] == other.samples[start + i]) {
        continue;
      }
      if (photometric.equals("YBR_FULL_422")) {
        int pair = i / 4 * 2;
        if (i % 4 < 2) {
          changed[pair + i % 4] = true;
        } else {
          changed[pair] = true;
          changed[pair + 1] = true;
        }
      } else {
        changed[planar ? i % changed.length : i / perPixel] = true;
      }
    }
    return Overwritten.of(width, values(frame), changed);
  }

  /** One number for the samples of each pixel. */
  private int[] values(int frame) {
    int[] values = new int[width * height];
    int start = frame * frameBytes();
    int perPixel = frameBytes() / values.length;
    for (int i = 0; i < frameBytes(); i++) {
      int pixel = planar ? i % values.length : i / perPixel;
      if (photometric.equals("YBR_FULL_422")) {
        pixel = i / 4 * 2 + (i % 4 == 1 ? 1 : 0);
        if (i % 4 > 1) {
          values[pixel + 1] = (values[pixel + 1] << 8) | (samples[start + i] & 0xFF);
        }
      }
      values[pixel] = (values[pixel] << 8) | (samples[start + i] & 0xFF);
    }
    return values;
  }
}
