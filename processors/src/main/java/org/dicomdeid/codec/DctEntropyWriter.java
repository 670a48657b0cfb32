/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Codes the blocks of a scan (ITU-T T.81 F.1.2), and counts the symbols that this takes, so that
 * better tables can be made where the given ones lack one.
 */
final class DctEntropyWriter implements DctBlocks {

  private static final byte[] NATURAL = JpegTables.natural();
  private static final int RUN_OF_16 = 0xF0;

  private final DctScan scan;
  private final JpegHuffmanTable[] tables;
  private final ByteArrayOutputStream out;
  private final int maxSize;
  private final int[] predictions;
  private final long[][] counts = new long[8][256];

  private boolean lacking;
  private long word;
  private int bits;
  private final byte[] buffer = new byte[8192];
  private int buffered;

  /**
   * @param tables by slot, see {@link JpegTables#slot}; those that the scan needs
   */
  DctEntropyWriter(DctScan scan, JpegHuffmanTable[] tables, ByteArrayOutputStream out) {
    this.scan = scan;
    this.tables = tables;
    this.out = out;
    this.maxSize = scan.frame().precision() == 8 ? 11 : 15;
    this.predictions = new int[scan.parts().size()];
  }

  /** Whether a table had no code for a symbol that was needed: what was written is void. */
  boolean isLacking() {
    return lacking;
  }

  /** How often each symbol of a table was needed. */
  long[] counts(int slot) {
    return counts[slot];
  }

  @Override
  public void block(int number, int row, int column, int[] coefficients, int last)
      throws CodecException {
    DctScan.Part part = scan.parts().get(number);
    int difference = coefficients[0] - predictions[number];
    predictions[number] = coefficients[0];
    put(part.dcSlot, 0, difference);
    int run = 0;
    for (int k = 1; k <= last; k++) {
      int value = coefficients[NATURAL[k]];
      if (value == 0) {
        run++;
        continue;
      }
      for (; run >= 16; run -= 16) {
        symbol(part.acSlot, RUN_OF_16, 0, 0);
      }
      put(part.acSlot, run, value);
      run = 0;
    }
    if (last < 63) {
      symbol(part.acSlot, 0, 0, 0);
    }
  }

  @Override
  public void restart(int number) {
    pad();
    writeByte(0xFF);
    writeByte(JpegMarker.RST0 + number);
    Arrays.fill(predictions, 0);
  }

  /** Ends the scan. */
  void end() {
    pad();
    out.write(buffer, 0, buffered);
    buffered = 0;
  }

  private void put(int slot, int run, int value) throws CodecException {
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    if (size > maxSize) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    }
    // Negative values are coded as their value less one, in so many bits (T.81 F.1.2.1).
    int extra = value < 0 ? (value - 1) & ((1 << size) - 1) : value;
    symbol(slot, run << 4 | size, extra, size);
  }

  private void symbol(int slot, int symbol, int extra, int size) {
    counts[slot][symbol]++;
    int code = tables[slot].code(symbol);
    if (code == 0) {
      lacking = true;
      return;
    }
    int length = (code & 31) + size;
    word = (word << length) | ((long) (code >> 5) << size) | extra;
    bits += length;
    while (bits >= 8) {
      bits -= 8;
      writeData((int) (word >>> bits) & 0xFF);
    }
  }

  /** Fills the last byte up with ones (T.81 F.1.2.3). */
  private void pad() {
    if (bits > 0) {
      int spare = 8 - bits;
      int ones = (1 << spare) - 1;
      writeData((int) ((word << spare) | ones) & 0xFF);
      bits = 0;
    }
  }

  private void writeData(int data) {
    writeByte(data);
    if (data == 0xFF) {
      writeByte(0);
    }
  }

  private void writeByte(int data) {
    if (buffered == buffer.length) {
      out.write(buffer, 0, buffered);
      buffered = 0;
    }
    buffer[buffered++] = (byte) data;
  }
}
