/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Rewrites a sequential stream with the blocks flat that patches touch. */
final class DctBlanker implements JpegContent {

  private final byte[] stream;
  private final List<Patch> patches;
  private final ByteArrayOutputStream out;

  /** What a reader of the output has in its table slots. */
  private final JpegTables written = new JpegTables();

  private DctBlanker(byte[] stream, List<Patch> patches) {
    this.stream = stream;
    this.patches = patches;
    this.out = new ByteArrayOutputStream(stream.length + 1024);
  }

  static byte[] blank(byte[] stream, PixelFormat format, List<Patch> patches)
      throws CodecException {
    DctBlanker blanker = new DctBlanker(stream, patches);
    blanker.out.write(0xFF);
    blanker.out.write(JpegMarker.SOI);
    JpegReader.read(stream, format, blanker);
    blanker.out.write(0xFF);
    blanker.out.write(JpegMarker.EOI);
    return blanker.out.toByteArray();
  }

  @Override
  public void frame(DctFrame frame) {}

  @Override
  public void segment(JpegSegment segment) throws CodecException {
    if (segment.marker() == JpegMarker.DHT) {
      written.read(stream, segment);
    }
    JpegMetadata.write(stream, segment, out);
  }

  @Override
  public int scan(DctScan scan, JpegSegment segment) throws CodecException {
    JpegHuffmanTable[] tables = new JpegHuffmanTable[JpegTables.SLOTS];
    for (DctScan.Part part : scan.parts()) {
      tables[part.dcSlot] = part.dc;
      tables[part.acSlot] = part.ac;
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream(segment.end());
    DctEntropyWriter first = new DctEntropyWriter(scan, tables, data);
    int end = code(scan, segment, first);
    if (first.isLacking()) {
      for (int slot = 0; slot < tables.length; slot++) {
        if (tables[slot] != null && lacks(tables[slot], first.counts(slot))) {
          tables[slot] = JpegHuffmanBuilder.build(first.counts(slot));
        }
      }
      data.reset();
      code(scan, segment, new DctEntropyWriter(scan, tables, data));
    }
    for (int slot = 0; slot < tables.length; slot++) {
      if (tables[slot] != null && !written.holds(slot, tables[slot])) {
        byte[] definition = tables[slot].segment(slot);
        out.write(definition, 0, definition.length);
        written.put(slot, tables[slot]);
      }
    }
    out.write(stream, segment.start(), segment.end() - segment.start());
    out.writeBytes(data.toByteArray());
    return end;
  }

  private int code(DctScan scan, JpegSegment segment, DctEntropyWriter writer)
      throws CodecException {
    List<DctFill> fills =
        scan.parts().stream()
            .map(part -> new DctFill(scan.frame(), part.component, part.steps, patches))
            .toList();
    DctBlocks blanking =
        new DctBlocks() {
          @Override
          public void block(int part, int row, int column, int[] coefficients, int last)
              throws CodecException {
            boolean filled = fills.get(part).fill(row, column, coefficients);
            writer.block(part, row, column, coefficients, filled ? 0 : last);
          }

          @Override
          public void restart(int number) {
            writer.restart(number);
          }
        };
    int end = DctScanDecoder.decode(stream, segment.end(), scan, blanking);
    writer.end();
    return end;
  }

  private static boolean lacks(JpegHuffmanTable table, long[] counts) {
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0 && table.code(symbol) == 0) {
        return true;
      }
    }
    return false;
  }
}
