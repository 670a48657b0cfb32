/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Quantised coefficients of a made picture, and the streams that hold them.
 *
 * @param sampling horizontal shl 4 | vertical, by component
 * @param coefficients by component: blocks row by row, 64 values each by natural place
 */
record DctPicture(
    int precision,
    int rows,
    int columns,
    List<Integer> sampling,
    int step,
    List<List<List<Integer>>> coefficients) {

  /** How a picture is laid out. */
  record Layout(int restartInterval, boolean interleaved, boolean leanTables) {}

  /** A picture whose blocks say nothing, but hold about so many coefficients each. */
  static DctPicture random(
      Random random, int precision, int rows, int columns, List<Integer> sampling, int density) {
    int step = 1 + random.nextInt(12);
    // No larger than Huffman codes reach, nor are their differences (T.81 F.1.2.1).
    int most = ((1 << (precision + 2)) - 1) / step;
    DctFrame frame = frame(precision, rows, columns, sampling);
    List<List<List<Integer>>> all = new ArrayList<>();
    for (DctComponent component : frame.components()) {
      List<List<Integer>> blocks = new ArrayList<>();
      for (int i = 0; i < component.blocksWide() * component.blocksHigh(); i++) {
        Integer[] block = new Integer[64];
        Arrays.fill(block, 0);
        block[0] = random.nextInt(2 * most + 1) - most;
        for (int k = random.nextInt(density + 1); k > 0; k--) {
          int place = 1 + random.nextInt(63);
          block[place] = random.nextInt(2 * most / place + 1) - most / place;
        }
        blocks.add(List.of(block));
      }
      all.add(blocks);
    }
    return new DctPicture(precision, rows, columns, sampling, step, all);
  }

  PixelFormat format() {
    int samples = sampling.size();
    return new PixelFormat(
        rows,
        columns,
        samples,
        precision == 8 ? 8 : 16,
        precision,
        precision - 1,
        false,
        samples == 1 ? Photometric.MONOCHROME2 : Photometric.YBR_FULL,
        0);
  }

  DctFrame frame() {
    return frame(precision, rows, columns, sampling);
  }

  byte[] stream(Layout layout) {
    try {
      return layout.leanTables ? lean(layout) : write(layout, fullTables());
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  /** What a stream holds, by component; the blocks that only fill MCUs up are 0 where not coded. */
  static List<int[][]> read(byte[] stream, PixelFormat format) throws CodecException {
    List<int[][]> all = new ArrayList<>();
    JpegReader.read(
        stream,
        format,
        new JpegContent() {
          @Override
          public void frame(DctFrame frame) {
            for (DctComponent component : frame.components()) {
              all.add(new int[component.blocksWide() * component.blocksHigh()][64]);
            }
          }

          @Override
          public void segment(JpegSegment segment) {}

          @Override
          public int scan(DctScan scan, JpegSegment segment) throws CodecException {
            return DctScanDecoder.decode(
                stream,
                segment.end(),
                scan,
                (number, row, column, coefficients, last) -> {
                  DctComponent component = scan.parts().get(number).component;
                  all.get(component.index())[row * component.blocksWide() + column] =
                      coefficients.clone();
                });
          }
        });
    return all;
  }

  private static DctFrame frame(int precision, int rows, int columns, List<Integer> sampling) {
    try {
      byte[] header = header(precision, rows, columns, sampling);
      return DctFrame.of(header, JpegSegment.at(header, JpegMarker.SOF1, 2));
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] header(int precision, int rows, int columns, List<Integer> sampling) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes(out, 0xFF, precision == 8 ? JpegMarker.SOF0 : JpegMarker.SOF1);
    bytes(out, 0, 8 + 3 * sampling.size(), precision, rows >> 8, rows, columns >> 8, columns);
    out.write(sampling.size());
    for (int i = 0; i < sampling.size(); i++) {
      bytes(out, i + 1, sampling.get(i), 0);
    }
    return out.toByteArray();
  }

  /** Tables with every symbol of a DC and of an AC coefficient. */
  private static List<JpegHuffmanTable> fullTables() throws CodecException {
    byte[] dc = new byte[16];
    dc[4] = 16;
    byte[] ac = new byte[16];
    ac[7] = (byte) 128;
    ac[8] = (byte) 128;
    byte[] symbols = new byte[256];
    for (int i = 0; i < 256; i++) {
      symbols[i] = (byte) i;
    }
    return List.of(
        new JpegHuffmanTable(dc, Arrays.copyOf(symbols, 16)), new JpegHuffmanTable(ac, symbols));
  }

  /** With tables that have the symbols of this picture alone. */
  private byte[] lean(Layout layout) throws CodecException {
    long[][] counts = new long[2][256];
    for (DctEntropyWriter writer : code(layout, fullTables(), new ByteArrayOutputStream())) {
      for (int symbol = 0; symbol < 256; symbol++) {
        counts[0][symbol] += writer.counts(JpegTables.slot(0, 0))[symbol];
        counts[1][symbol] += writer.counts(JpegTables.slot(1, 0))[symbol];
      }
    }
    return write(
        layout, List.of(JpegHuffmanBuilder.build(counts[0]), JpegHuffmanBuilder.build(counts[1])));
  }

  private byte[] write(Layout layout, List<JpegHuffmanTable> tables) throws CodecException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    code(layout, tables, out);
    return out.toByteArray();
  }

  private List<DctEntropyWriter> code(
      Layout layout, List<JpegHuffmanTable> both, ByteArrayOutputStream out) throws CodecException {
    bytes(out, 0xFF, JpegMarker.SOI, 0xFF, JpegMarker.DQT, 0, 67, 0);
    for (int k = 0; k < 64; k++) {
      out.write(step);
    }
    out.writeBytes(header(precision, rows, columns, sampling));
    int dc = JpegTables.slot(0, 0);
    int ac = JpegTables.slot(1, 0);
    JpegHuffmanTable[] tables = new JpegHuffmanTable[JpegTables.SLOTS];
    JpegTables state = new JpegTables();
    byte[] segments = DctStreams.join(both.get(0).segment(dc), both.get(1).segment(ac));
    tables[dc] = both.get(0);
    tables[ac] = both.get(1);
    state.put(dc, both.get(0));
    state.put(ac, both.get(1));
    out.writeBytes(segments);
    byte[] quantisation = new byte[69];
    Arrays.fill(quantisation, (byte) step);
    quantisation[4] = 0;
    state.read(quantisation, new JpegSegment(JpegMarker.DQT, 0, 4, 69));
    if (layout.restartInterval > 0) {
      int interval = layout.restartInterval;
      bytes(out, 0xFF, JpegMarker.DRI, 0, 4, interval >> 8, interval);
    }
    List<DctEntropyWriter> writers = new ArrayList<>();
    int scans = layout.interleaved ? 1 : sampling.size();
    for (int i = 0; i < scans; i++) {
      byte[] head = scanHeader(layout.interleaved ? -1 : i);
      out.writeBytes(head);
      DctScan scan = DctScan.of(head, JpegSegment.at(head, JpegMarker.SOS, 2), frame(), state);
      DctEntropyWriter writer = new DctEntropyWriter(scan, tables, out);
      scan(scan, layout.restartInterval, writer);
      writer.end();
      writers.add(writer);
    }
    bytes(out, 0xFF, JpegMarker.EOI);
    return writers;
  }

  private byte[] scanHeader(int only) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int count = only < 0 ? sampling.size() : 1;
    bytes(out, 0xFF, JpegMarker.SOS, 0, 6 + 2 * count, count);
    for (int i = 0; i < count; i++) {
      bytes(out, (only < 0 ? i : only) + 1, 0);
    }
    bytes(out, 0, 63, 0);
    return out.toByteArray();
  }

  private void scan(DctScan scan, int interval, DctEntropyWriter writer) throws CodecException {
    int wide = scan.mcusWide();
    for (int mcu = 0; mcu < wide * scan.mcusHigh(); mcu++) {
      if (interval > 0 && mcu > 0 && mcu % interval == 0) {
        writer.restart((mcu / interval - 1) & 7);
      }
      for (int part = 0; part < scan.parts().size(); part++) {
        DctComponent component = scan.parts().get(part).component;
        int across = scan.isSingle() ? 1 : component.horizontal();
        int down = scan.isSingle() ? 1 : component.vertical();
        for (int i = 0; i < across * down; i++) {
          int row = mcu / wide * down + i / across;
          int column = mcu % wide * across + i % across;
          List<Integer> block =
              coefficients.get(component.index()).get(row * component.blocksWide() + column);
          int[] values = block.stream().mapToInt(Integer::intValue).toArray();
          writer.block(part, row, column, values, last(values));
        }
      }
    }
  }

  private static int last(int[] block) {
    byte[] natural = JpegTables.natural();
    int last = 63;
    while (last > 0 && block[natural[last]] == 0) {
      last--;
    }
    return last;
  }

  private static void bytes(ByteArrayOutputStream out, int... bytes) {
    for (int one : bytes) {
      out.write(one);
    }
  }
}
