/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A scan header with the tables that were in force at it (ITU-T T.81 B.2.3).
 *
 * @param restartInterval MCUs between restart markers; 0 without any
 */
record DctScan(DctFrame frame, List<Part> parts, int restartInterval) {

  /** The most blocks that an interleaved MCU may have (T.81 B.2.3). */
  private static final int MAX_BLOCKS = 10;

  /** A component of the scan with its tables. */
  static final class Part {
    final DctComponent component;
    final int dcSlot;
    final int acSlot;
    final JpegHuffmanTable dc;
    final JpegHuffmanTable ac;

    /** Steps by natural place. */
    final int[] steps;

    private Part(DctComponent component, int dcSlot, int acSlot, JpegTables tables)
        throws CodecException {
      this.component = component;
      this.dcSlot = dcSlot;
      this.acSlot = acSlot;
      this.dc = tables.huffman(dcSlot);
      this.ac = tables.huffman(acSlot);
      this.steps = tables.quantisation(component.quantTable());
    }
  }

  DctScan {
    parts = List.copyOf(parts);
  }

  static DctScan of(byte[] stream, JpegSegment segment, DctFrame frame, JpegTables tables)
      throws CodecException {
    int at = segment.body();
    int count = segment.length() == 0 ? 0 : stream[at++] & 0xFF;
    require(count >= 1 && count <= 4 && segment.length() == 4 + 2 * count, segment);
    List<Part> parts = new ArrayList<>();
    int blocks = 0;
    for (int i = 0; i < count; i++, at += 2) {
      DctComponent component = component(stream[at] & 0xFF, frame, parts, segment);
      int tableDc = (stream[at + 1] & 0xFF) >> 4;
      int tableAc = stream[at + 1] & 15;
      require(tableDc < 4 && tableAc < 4, segment);
      parts.add(
          new Part(component, JpegTables.slot(0, tableDc), JpegTables.slot(1, tableAc), tables));
      blocks += component.horizontal() * component.vertical();
    }
    require(count == 1 || blocks <= MAX_BLOCKS, segment);
    return new DctScan(frame, parts, tables.restartInterval());
  }

  /** Whether each MCU is one block of the only component (T.81 A.2.2). */
  boolean isSingle() {
    return parts.size() == 1;
  }

  int mcusWide() {
    return isSingle() ? DctFrame.up(parts.get(0).component.samplesWide(), 8) : frame.mcusWide();
  }

  int mcusHigh() {
    return isSingle() ? DctFrame.up(parts.get(0).component.samplesHigh(), 8) : frame.mcusHigh();
  }

  /** The next component of that identifier: some devices give all of them the same one. */
  private static DctComponent component(
      int id, DctFrame frame, List<Part> parts, JpegSegment segment) throws CodecException {
    for (DctComponent one : frame.components()) {
      if (one.id() == id
          && parts.stream().noneMatch(part -> part.component.index() == one.index())) {
        return one;
      }
    }
    throw new CodecException(CodecFault.CORRUPT_PIXELS, segment.start());
  }

  private static void require(boolean holds, JpegSegment segment) throws CodecException {
    if (!holds) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, segment.start());
    }
  }
}
