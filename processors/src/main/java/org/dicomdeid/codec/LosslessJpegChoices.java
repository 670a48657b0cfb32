/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.List;

/**
 * What a lossless JPEG writer may choose.
 *
 * @param identifiers of the components (T.81 B.2.2)
 * @param interleaved whether one scan holds all components
 */
record LosslessJpegChoices(
    int precision,
    int selection,
    int pointTransform,
    List<Integer> identifiers,
    boolean interleaved) {

  /** Those of a stream, as far as it can be read and the frame loses nothing by them. */
  static LosslessJpegChoices of(byte[] like, Frame frame) {
    int cellBits = 8 * frame.cellBytes();
    List<Integer> identifiers = frame.samples() == 1 ? List.of(1) : List.of(1, 2, 3);
    LosslessJpegChoices own = new LosslessJpegChoices(cellBits, 1, 0, identifiers, true);
    try {
      LosslessJpegReader reader = new LosslessJpegReader(like);
      LosslessJpegReader.Scan scan = reader.nextScan();
      LosslessJpegReader.Header header = reader.header();
      if (header.identifiers().size() != frame.samples()) {
        return own;
      }
      int used = usedBits(frame);
      boolean fits = header.precision() <= cellBits && used >>> header.precision() == 0;
      int precision = fits ? header.precision() : cellBits;
      boolean even = (used & (1 << scan.pointTransform()) - 1) == 0;
      return new LosslessJpegChoices(
          precision,
          scan.selection(),
          even && scan.pointTransform() < precision ? scan.pointTransform() : 0,
          header.identifiers(),
          scan.components().size() == frame.samples());
    } catch (CodecException e) {
      return own;
    }
  }

  private static int usedBits(Frame frame) {
    byte[] cells = frame.cells();
    int used = 0;
    if (frame.cellBytes() == 1) {
      for (byte cell : cells) {
        used |= cell;
      }
      return used & 0xFF;
    }
    for (int i = 0; i < cells.length; i += 2) {
      used |= (cells[i] & 0xFF) | cells[i + 1] << 8;
    }
    return used & 0xFFFF;
  }
}
