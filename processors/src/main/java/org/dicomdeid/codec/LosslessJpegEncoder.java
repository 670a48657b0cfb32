/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * Codes a frame as lossless JPEG (ITU-T T.81 H.1) with tables made for it (K.2), one table per
 * component.
 */
final class LosslessJpegEncoder {

  private final Frame frame;
  private final LosslessJpegChoices choices;
  private final LosslessJpegOutput out;

  LosslessJpegEncoder(Frame frame, LosslessJpegChoices choices) {
    this.frame = frame;
    this.choices = choices;
    this.out = new LosslessJpegOutput(frame.cells().length / 2 + 1024);
  }

  byte[] encode() throws CodecException {
    if (frame.rows() > 0xFFFF || frame.columns() > 0xFFFF) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    int samples = frame.samples();
    short[][][] differences = new short[samples][][];
    List<LosslessJpegTable> tables = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      long[] categories = new long[LosslessJpegTable.CATEGORIES];
      differences[sample] = differences(sample, categories);
      tables.add(LosslessJpegTable.madeFor(categories));
    }
    out.marker(LosslessJpegMarker.SOI);
    frameHeader();
    for (int sample = 0; sample < samples; sample++) {
      out.marker(LosslessJpegMarker.DHT);
      tables.get(sample).describe(out, sample);
    }
    if (choices.interleaved()) {
      scan(0, samples, differences, tables);
    } else {
      for (int sample = 0; sample < samples; sample++) {
        scan(sample, sample + 1, differences, tables);
      }
    }
    out.marker(LosslessJpegMarker.EOI);
    return out.bytes();
  }

  private void frameHeader() {
    int samples = frame.samples();
    out.marker(LosslessJpegMarker.SOF3);
    out.uint16(8 + 3 * samples);
    out.uint8(choices.precision());
    out.uint16(frame.rows());
    out.uint16(frame.columns());
    out.uint8(samples);
    for (int identifier : choices.identifiers()) {
      out.uint8(identifier);
      out.uint8(0x11);
      out.uint8(0);
    }
  }

  private void scan(int from, int to, short[][][] differences, List<LosslessJpegTable> tables)
      throws CodecException {
    out.marker(LosslessJpegMarker.SOS);
    out.uint16(6 + 2 * (to - from));
    out.uint8(to - from);
    for (int sample = from; sample < to; sample++) {
      out.uint8(choices.identifiers().get(sample));
      out.uint8(sample << 4);
    }
    out.uint8(choices.selection());
    out.uint8(0);
    out.uint8(choices.pointTransform());
    short[][] rows = new short[to - from][];
    LosslessJpegTable[] coded = tables.subList(from, to).toArray(new LosslessJpegTable[0]);
    for (int row = 0; row < frame.rows(); row++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = differences[from + i][row];
      }
      out.row(rows, coded, frame.columns());
    }
    out.align();
  }

  private short[][] differences(int sample, long[] categories) {
    int columns = frame.columns();
    short[][] differences = new short[frame.rows()][columns];
    int[] above = new int[columns];
    int[] row = new int[columns];
    int middle = 1 << (choices.precision() - choices.pointTransform() - 1);
    for (int r = 0; r < frame.rows(); r++) {
      load(r, sample, row);
      if (r == 0) {
        LosslessJpegPrediction.takeFirst(row, columns, middle, differences[r]);
      } else {
        LosslessJpegPrediction.take(choices.selection(), row, above, columns, differences[r]);
      }
      for (short difference : differences[r]) {
        categories[LosslessJpegTable.category(difference)]++;
      }
      int[] swap = above;
      above = row;
      row = swap;
    }
    return differences;
  }

  private void load(int r, int sample, int[] row) {
    byte[] cells = frame.cells();
    int step = frame.samples() * frame.cellBytes();
    int at = (r * frame.columns() * frame.samples() + sample) * frame.cellBytes();
    boolean wide = frame.cellBytes() == 2;
    for (int x = 0; x < row.length; x++, at += step) {
      int cell = cells[at] & 0xFF;
      if (wide) {
        cell |= (cells[at + 1] & 0xFF) << 8;
      }
      row[x] = cell >>> choices.pointTransform();
    }
  }
}
