/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** Walks through the MCUs of a scan (ITU-T T.81 A.2, E.2.4, F.2.1). */
final class DctScanDecoder {

  private final DctScan scan;
  private final DctBlocks blocks;
  private final DctEntropyReader reader;
  private final int[] predictions;
  private final int[] coefficients = new int[64];

  /**
   * Greatest product of DC and its step, that of a block all white or black; one that was rounded
   * to steps may be over it by less than one.
   */
  private final int dcBound;

  private DctScanDecoder(byte[] stream, int start, DctScan scan, DctBlocks blocks) {
    this.scan = scan;
    this.blocks = blocks;
    this.reader = new DctEntropyReader(stream, start, scan.frame().precision());
    this.predictions = new int[scan.parts().size()];
    this.dcBound = 4 << scan.frame().precision();
  }

  /**
   * Gives all blocks of a scan.
   *
   * @param start first byte after the scan header
   * @return where the next marker is, or the end of the stream
   */
  static int decode(byte[] stream, int start, DctScan scan, DctBlocks blocks)
      throws CodecException {
    return new DctScanDecoder(stream, start, scan, blocks).decode();
  }

  private int decode() throws CodecException {
    int wide = scan.mcusWide();
    int high = scan.mcusHigh();
    int left = scan.restartInterval();
    int restarts = 0;
    for (int row = 0; row < high; row++) {
      for (int column = 0; column < wide; column++) {
        if (scan.restartInterval() > 0 && left-- == 0) {
          left = scan.restartInterval() - 1;
          reader.restart(restarts & 7);
          blocks.restart(restarts & 7);
          restarts++;
          Arrays.fill(predictions, 0);
        }
        mcu(row, column);
      }
    }
    return reader.end(scan.restartInterval() > 0 && left == 0 ? restarts & 7 : -1);
  }

  private void mcu(int row, int column) throws CodecException {
    if (scan.isSingle()) {
      block(0, row, column);
      return;
    }
    for (int part = 0; part < predictions.length; part++) {
      DctComponent component = scan.parts().get(part).component;
      for (int y = 0; y < component.vertical(); y++) {
        for (int x = 0; x < component.horizontal(); x++) {
          block(part, row * component.vertical() + y, column * component.horizontal() + x);
        }
      }
    }
  }

  private void block(int number, int row, int column) throws CodecException {
    DctScan.Part part = scan.parts().get(number);
    Arrays.fill(coefficients, 0);
    int last = reader.block(part.dc, part.ac, coefficients);
    int dc = predictions[number] + coefficients[0];
    if (Math.abs((long) dc * part.steps[0]) > dcBound + part.steps[0] || dc != (short) dc) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    }
    predictions[number] = dc;
    coefficients[0] = dc;
    blocks.block(number, row, column, coefficients, last);
  }
}
