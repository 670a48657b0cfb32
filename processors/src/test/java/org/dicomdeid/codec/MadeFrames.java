/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Random;

/** Pictures made for codecs: slopes, edges, flat areas, noise, extreme values. */
final class MadeFrames {

  private MadeFrames() {}

  static PixelFormat grey(
      int rows, int columns, int bitsAllocated, int bitsStored, boolean signed) {
    return new PixelFormat(
        rows,
        columns,
        1,
        bitsAllocated,
        bitsStored,
        bitsStored - 1,
        signed,
        Photometric.MONOCHROME2,
        0);
  }

  static PixelFormat colour(int rows, int columns, int bits) {
    return new PixelFormat(rows, columns, 3, bits, bits, bits - 1, false, Photometric.RGB, 0);
  }

  /** A frame of this format; signed values are extended to the whole cell. */
  static Frame frame(PixelFormat format, long seed) {
    Random random = new Random(seed);
    Frame frame = empty(format);
    long span = 1L << format.bitsStored();
    for (int row = 0; row < format.rows(); row++) {
      for (int column = 0; column < format.columns(); column++) {
        for (int sample = 0; sample < format.samples(); sample++) {
          long value = value(format, random, span, row, column, sample);
          frame.set(row, column, sample, (int) (format.signed() ? value - span / 2 : value));
        }
      }
    }
    return frame;
  }

  private static long value(
      PixelFormat format, Random random, long span, int row, int column, int sample) {
    int part = 4 * row / format.rows();
    double slope = (double) (column + row + 1) / (format.columns() + format.rows() + sample);
    return switch (part) {
          case 0 -> (long) (slope * (span - 1));
          case 1 -> (column / 5 + row / 3 + sample) % 2 == 0 ? 0 : span - 1;
          case 2 -> column < format.columns() / 2 ? span / 3 : span / 2 + sample;
          default -> (random.nextInt() & 0xFFFFFFFFL) % span;
        }
        % span;
  }

  static Frame empty(PixelFormat format) {
    return new Frame(
        format.rows(),
        format.columns(),
        format.samples(),
        format.cellBytes(),
        format.photometric(),
        new byte[(int) format.frameBytes()]);
  }

  /** Each cell without the bits above those stored. */
  static Frame masked(Frame frame, PixelFormat format) {
    Frame masked = empty(format);
    int mask = (int) ((1L << format.bitsStored()) - 1);
    for (int row = 0; row < format.rows(); row++) {
      for (int column = 0; column < format.columns(); column++) {
        for (int sample = 0; sample < format.samples(); sample++) {
          masked.set(row, column, sample, frame.cell(row, column, sample) & mask);
        }
      }
    }
    return masked;
  }
}
