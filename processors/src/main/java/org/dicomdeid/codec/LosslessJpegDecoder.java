/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Decodes the scans of a lossless JPEG stream into cells (ITU-T T.81 H.2). */
final class LosslessJpegDecoder {

  private final byte[] stream;
  private final LosslessJpegReader reader;
  private final PixelFormat format;
  private final byte[] cells;

  private LosslessJpegDecoder(byte[] stream, LosslessJpegReader reader, PixelFormat format) {
    this.stream = stream;
    this.reader = reader;
    this.format = format;
    this.cells = new byte[(int) format.frameBytes()];
  }

  static Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    LosslessJpegReader reader = new LosslessJpegReader(stream);
    LosslessJpegReader.Scan scan = reader.nextScan();
    agree(reader.header(), format);
    LosslessJpegDecoder decoder = new LosslessJpegDecoder(stream, reader, format);
    int done = 0;
    while (true) {
      for (int component : scan.components()) {
        if ((done & 1 << component) != 0) {
          throw new CodecException(CodecFault.CORRUPT_PIXELS, reader.position());
        }
        done |= 1 << component;
      }
      decoder.decode(scan);
      if (Integer.bitCount(done) == format.samples()) {
        break;
      }
      scan = reader.nextScan();
    }
    if (!reader.atEnd()) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, reader.position());
    }
    return new Frame(
        format.rows(),
        format.columns(),
        format.samples(),
        format.cellBytes(),
        CodedShape.photometric(format),
        decoder.cells);
  }

  private static void agree(LosslessJpegReader.Header header, PixelFormat format)
      throws CodecException {
    if (header.rows() != format.rows()
        || header.columns() != format.columns()
        || header.identifiers().size() != format.samples()
        || header.precision() > format.bitsAllocated()) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE);
    }
  }

  private void decode(LosslessJpegReader.Scan scan) throws CodecException {
    int columns = format.columns();
    int count = scan.components().size();
    LosslessJpegCode[] codes = new LosslessJpegCode[count];
    int[][] rows = new int[count][columns];
    int[][] above = new int[count][columns];
    for (int i = 0; i < count; i++) {
      codes[i] = reader.code(scan.tables().get(i));
    }
    int middle = 1 << (reader.header().precision() - scan.pointTransform() - 1);
    int interval = rowsBetweenRestarts();
    LosslessJpegBits bits = new LosslessJpegBits(stream, reader.position());
    bits.open(reader.position());
    for (int row = 0; row < format.rows(); row++) {
      boolean first = row % interval == 0;
      if (first && row > 0) {
        restart(bits, row / interval - 1);
      }
      bits.read(rows, codes, columns);
      if (bits.exhausted()) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, bits.next());
      }
      for (int i = 0; i < count; i++) {
        if (first) {
          LosslessJpegPrediction.restoreFirst(rows[i], columns, middle);
        } else {
          LosslessJpegPrediction.restore(scan.selection(), rows[i], above[i], columns);
        }
        if (!fit(rows[i], reader.header().precision() - scan.pointTransform())) {
          throw new CodecException(CodecFault.CORRUPT_PIXELS, bits.next());
        }
        store(rows[i], row, scan.components().get(i), scan.pointTransform());
        int[] swap = above[i];
        above[i] = rows[i];
        rows[i] = swap;
      }
    }
    finish(bits);
    reader.continueAt(bits.next());
  }

  /** A restart interval is a whole number of rows (H.1.1). */
  private int rowsBetweenRestarts() throws CodecException {
    int interval = reader.restartInterval();
    if (interval == 0) {
      return format.rows();
    }
    if (interval % format.columns() != 0) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, reader.position());
    }
    return interval / format.columns();
  }

  private void restart(LosslessJpegBits bits, int number) throws CodecException {
    finish(bits);
    int at = bits.next();
    while (at < stream.length && stream[at] == -1) {
      at++;
    }
    if (at >= stream.length) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int marker = stream[at] & 0xFF;
    if (marker != LosslessJpegMarker.RST0 + number % 8) {
      boolean ended = marker == LosslessJpegMarker.EOI;
      throw new CodecException(ended ? CodecFault.TRUNCATED_PIXELS : CodecFault.CORRUPT_PIXELS, at);
    }
    bits.open(at + 1);
  }

  private static void finish(LosslessJpegBits bits) throws CodecException {
    if (!bits.isAtEnd()) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, bits.next());
    }
  }

  /** Whether samples, before the point transform, have no more bits than the header says. */
  private static boolean fit(int[] row, int bits) {
    int all = 0;
    for (int value : row) {
      all |= value;
    }
    return all >> bits == 0;
  }

  private void store(int[] row, int number, int sample, int pointTransform) {
    int step = format.samples() * format.cellBytes();
    int at = (number * format.columns() * format.samples() + sample) * format.cellBytes();
    if (format.cellBytes() == 1) {
      for (int value : row) {
        cells[at] = (byte) (value << pointTransform);
        at += step;
      }
      return;
    }
    for (int value : row) {
      int cell = value << pointTransform;
      cells[at] = (byte) cell;
      cells[at + 1] = (byte) (cell >> 8);
      at += step;
    }
  }
}
