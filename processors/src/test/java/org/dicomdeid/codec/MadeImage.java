/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** An image of random cells, and its native value laid out one cell after another. */
final class MadeImage {

  final PixelFormat format;
  final int frames;

  /** Cell by frame, row, column, sample. */
  final int[][][][] cells;

  MadeImage(PixelFormat format, int frames, long seed) {
    this.format = format;
    this.frames = frames;
    this.cells = new int[frames][format.rows()][format.columns()][format.samples()];
    Random random = new Random(seed);
    boolean shared = format.photometric() == Photometric.YBR_FULL_422;
    int mask = format.bitsStored() == 32 ? -1 : (1 << format.bitsStored()) - 1;
    for (int[][][] frame : cells) {
      for (int[][] row : frame) {
        for (int column = 0; column < row.length; column++) {
          for (int sample = 0; sample < row[column].length; sample++) {
            row[column][sample] =
                shared && sample > 0 && column % 2 == 1
                    ? row[column - 1][sample]
                    : random.nextInt() & mask;
          }
        }
      }
    }
  }

  /** Cells in turn, all their allocated bits. */
  static MadeImage filled(PixelFormat format, int... cells) {
    MadeImage image = new MadeImage(format, 2, 1);
    int next = 0;
    for (int[][][] frame : image.cells) {
      for (int[][] row : frame) {
        for (int[] pixel : row) {
          pixel[0] = cells[next++ % cells.length];
        }
      }
    }
    return image;
  }

  static PixelFormat grey(int rows, int columns, int allocated, int stored, boolean signed) {
    return new PixelFormat(
        rows, columns, 1, allocated, stored, stored - 1, signed, Photometric.MONOCHROME2, 0);
  }

  static PixelFormat colour(int rows, int columns, Photometric photometric, int planar) {
    return new PixelFormat(rows, columns, 3, 8, 8, 7, false, photometric, planar);
  }

  /** The value in little endian, by PS3.5 8.1.1 and 8.2, padded. */
  byte[] value() {
    long bits = 0;
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    int packed = 0;
    for (int[][][] frame : cells) {
      if (format.planarConfiguration() == 1) {
        for (int sample = 0; sample < format.samples(); sample++) {
          for (int[][] row : frame) {
            for (int[] pixel : row) {
              put(value, pixel[sample]);
            }
          }
        }
        continue;
      }
      for (int[][] row : frame) {
        for (int column = 0; column < row.length; column++) {
          if (format.bitsAllocated() == 1) {
            packed |= row[column][0] << (bits & 7);
            if ((++bits & 7) == 0) {
              value.write(packed);
              packed = 0;
            }
          } else if (format.photometric() == Photometric.YBR_FULL_422) {
            put(value, row[column][0]);
            if (column % 2 == 1) {
              put(value, row[column][1]);
              put(value, row[column][2]);
            }
          } else {
            for (int cell : row[column]) {
              put(value, cell);
            }
          }
        }
      }
    }
    if ((bits & 7) != 0) {
      value.write(packed);
    }
    if (value.size() % 2 != 0) {
      value.write(0);
    }
    return value.toByteArray();
  }

  private void put(ByteArrayOutputStream value, int cell) {
    for (int i = 0; i < format.cellBytes(); i++) {
      value.write(cell >>> (8 * i));
    }
  }

  /** An object with these pixels; words are swapped where the transfer syntax is big endian. */
  DicomBuilder object(TransferSyntax syntax) {
    return described(syntax).put(Tag.PIXEL_DATA, VR.OW, stored(syntax, value()));
  }

  static byte[] stored(TransferSyntax syntax, byte[] value) {
    byte[] stored = value.clone();
    if (syntax.encoding().isBigEndian()) {
      for (int i = 0; i < stored.length; i++) {
        stored[i] = value[i ^ 1];
      }
    }
    return stored;
  }

  /** All of an object but its pixels. */
  DicomBuilder described(TransferSyntax syntax) {
    DicomBuilder builder =
        DicomBuilder.of(syntax)
            .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
            .put(Tag.SOP_INSTANCE_UID, "1.2.3.4.5");
    describe(builder);
    return builder;
  }

  void describe(DicomBuilder builder) {
    builder
        .put(Tag.SAMPLES_PER_PIXEL, VR.US, format.samples())
        .put(Tag.PHOTOMETRIC_INTERPRETATION, format.photometric().term())
        .put(Tag.ROWS, VR.US, format.rows())
        .put(Tag.COLUMNS, VR.US, format.columns())
        .put(Tag.BITS_ALLOCATED, VR.US, format.bitsAllocated())
        .put(Tag.BITS_STORED, VR.US, format.bitsStored())
        .put(Tag.HIGH_BIT, VR.US, format.highBit())
        .put(Tag.PIXEL_REPRESENTATION, VR.US, format.signed() ? 1 : 0);
    if (frames > 1) {
      builder.put(Tag.NUMBER_OF_FRAMES, VR.IS, frames);
    }
    if (format.samples() > 1) {
      builder.put(Tag.PLANAR_CONFIGURATION, VR.US, format.planarConfiguration());
    }
  }

  static byte[] file(DicomBuilder builder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    builder.write(out, "1.2.3.4", "TEST");
    return out.toByteArray();
  }

  /**
   * Fills a box, which lies in the frame, by hand; chrominance also of the pixel that shares it.
   */
  void fill(int frame, Patch patch) {
    Box box = patch.box();
    boolean shared = format.photometric() == Photometric.YBR_FULL_422;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        for (int sample = 0; sample < format.samples(); sample++) {
          cells[frame][row][column][sample] = patch.cell(sample);
          if (shared && sample > 0) {
            cells[frame][row][column ^ 1][sample] = patch.cell(sample);
          }
        }
      }
    }
  }

  /** A frame as it is expected to be decoded. */
  byte[] frame(int index) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int[][] row : cells[index]) {
      for (int[] pixel : row) {
        for (int cell : pixel) {
          put(all, cell);
        }
      }
    }
    return all.toByteArray();
  }
}
