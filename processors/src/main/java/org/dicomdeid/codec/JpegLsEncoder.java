/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import org.dicomdeid.codec.JpegLsScanHeader.Interleave;

/** Codes a frame without loss. */
final class JpegLsEncoder {

  /**
   * Decoders are known that take other default thresholds than the standard's: some above 12 bits,
   * and dcmtk below 8.
   */
  private static final int LEAST_AGREED_PRECISION = 8;

  private static final int GREATEST_AGREED_PRECISION = 12;

  private final Frame frame;
  private final JpegLsChoices choices;
  private final JpegLsParameters parameters;
  private final JpegLsBitWriter out;

  JpegLsEncoder(Frame frame, JpegLsChoices choices) throws CodecException {
    this.frame = frame;
    this.choices = choices;
    this.parameters = choices.preset().of(choices.precision(), 0, 0);
    this.out = new JpegLsBitWriter(frame.cells().length / 2);
  }

  byte[] encode() {
    out.marker(JpegLsMarker.SOI);
    frameHeader();
    if (!choices.preset().isDefault()
        || choices.precision() < LEAST_AGREED_PRECISION
        || choices.precision() > GREATEST_AGREED_PRECISION) {
      preset();
    }
    int samples = frame.samples();
    if (samples == 1 || choices.interleave() == Interleave.NONE) {
      for (int component = 0; component < samples; component++) {
        scan(component, 1, Interleave.NONE);
      }
    } else {
      scan(0, samples, choices.interleave());
    }
    out.marker(JpegLsMarker.EOI);
    return out.toBytes();
  }

  private void frameHeader() {
    out.marker(JpegLsMarker.SOF55);
    out.word(8 + 3 * frame.samples());
    out.octet(choices.precision());
    out.word(frame.rows());
    out.word(frame.columns());
    out.octet(frame.samples());
    for (int i = 0; i < frame.samples(); i++) {
      out.octet(i + 1);
      out.octet(0x11);
      out.octet(0);
    }
  }

  private void preset() {
    out.marker(JpegLsMarker.LSE);
    out.word(13);
    out.octet(1);
    out.word(parameters.maxval());
    out.word(parameters.t1());
    out.word(parameters.t2());
    out.word(parameters.t3());
    out.word(parameters.reset());
  }

  private void scan(int first, int count, Interleave interleave) {
    out.marker(JpegLsMarker.SOS);
    out.word(6 + 2 * count);
    out.octet(count);
    for (int i = 0; i < count; i++) {
      out.octet(first + i + 1);
      out.octet(0);
    }
    out.octet(0);
    out.octet(interleave.code());
    out.octet(0);

    JpegLsScanEncoder encoder = new JpegLsScanEncoder(new JpegLsModel(parameters), out, count);
    int width = frame.columns();
    // No code is longer than 64 bits, which stuffing makes less than ten bytes.
    long longestLine = 10L * width * count + 16;
    int[][] above = new int[count][width + 2];
    int[][] line = new int[count][width + 2];
    for (int row = 0; row < frame.rows(); row++) {
      out.reserve(longestLine);
      for (int i = 0; i < count; i++) {
        load(line[i], row, first + i);
      }
      if (interleave == Interleave.SAMPLE) {
        encoder.pixels(above, line, width);
      } else {
        for (int i = 0; i < count; i++) {
          encoder.line(i, above[i], line[i], width);
        }
      }
      int[][] swap = above;
      above = line;
      line = swap;
    }
    out.align();
  }

  private void load(int[] line, int row, int component) {
    byte[] cells = frame.cells();
    int columns = frame.columns();
    int step = frame.samples() * frame.cellBytes();
    int at = row * columns * step + component * frame.cellBytes();
    if (frame.cellBytes() == 1) {
      for (int x = 1; x <= columns; x++, at += step) {
        line[x] = cells[at] & 0xFF;
      }
    } else {
      for (int x = 1; x <= columns; x++, at += step) {
        line[x] = (cells[at] & 0xFF) | (cells[at + 1] & 0xFF) << 8;
      }
    }
  }
}
