/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * The frame header of a sequential stream (ITU-T T.81 B.2.2).
 *
 * @param precision bits of a sample, 8 or 12
 */
record DctFrame(int precision, int rows, int columns, List<DctComponent> components) {

  private static final int HEADER = 6;
  private static final int PER_COMPONENT = 3;

  DctFrame {
    components = List.copyOf(components);
  }

  static DctFrame of(byte[] stream, JpegSegment segment) throws CodecException {
    int at = segment.body();
    if (segment.length() < HEADER) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
    int precision = stream[at] & 0xFF;
    int rows = (stream[at + 1] & 0xFF) << 8 | (stream[at + 2] & 0xFF);
    int columns = (stream[at + 3] & 0xFF) << 8 | (stream[at + 4] & 0xFF);
    int count = stream[at + 5] & 0xFF;
    if (count == 0 || columns == 0 || segment.length() != HEADER + PER_COMPONENT * count) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
    // No line count means that a DNL marker tells it later, which no peer reads either.
    if (rows == 0 || (precision != 8 && precision != 12) || count > 4) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, at);
    }
    int maxHorizontal = 0;
    int maxVertical = 0;
    for (int i = 0; i < count; i++) {
      int factors = stream[at + HEADER + PER_COMPONENT * i + 1] & 0xFF;
      if (factors >> 4 == 0 || factors >> 4 > 4 || (factors & 15) == 0 || (factors & 15) > 4) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
      maxHorizontal = Math.max(maxHorizontal, factors >> 4);
      maxVertical = Math.max(maxVertical, factors & 15);
    }
    List<DctComponent> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int own = at + HEADER + PER_COMPONENT * i;
      int horizontal = (stream[own + 1] & 0xFF) >> 4;
      int vertical = stream[own + 1] & 15;
      if (maxHorizontal % horizontal != 0 || maxVertical % vertical != 0) {
        throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, own);
      }
      components.add(
          new DctComponent(
              i,
              stream[own] & 0xFF,
              horizontal,
              vertical,
              stream[own + 2] & 0xFF,
              up(columns * horizontal, maxHorizontal),
              up(rows * vertical, maxVertical),
              up(columns, 8 * maxHorizontal) * horizontal,
              up(rows, 8 * maxVertical) * vertical));
    }
    return new DctFrame(precision, rows, columns, components);
  }

  /** Refuses a frame that is not the one that the header describes. */
  void check(PixelFormat format) throws CodecException {
    if (rows != format.rows()
        || columns != format.columns()
        || components.size() != format.samples()
        || format.bitsStored() > precision
        || (precision == 12 && format.bitsStored() <= 8)
        || format.bitsAllocated() < precision
        || format.cellBytes() > 2) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE);
    }
  }

  int maxHorizontal() {
    return components.stream().mapToInt(DctComponent::horizontal).max().orElse(1);
  }

  int maxVertical() {
    return components.stream().mapToInt(DctComponent::vertical).max().orElse(1);
  }

  int mcusWide() {
    return up(columns, 8 * maxHorizontal());
  }

  int mcusHigh() {
    return up(rows, 8 * maxVertical());
  }

  /** Blocks of all components. */
  long blocks() {
    return components.stream().mapToLong(c -> (long) c.blocksWide() * c.blocksHigh()).sum();
  }

  static int up(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
