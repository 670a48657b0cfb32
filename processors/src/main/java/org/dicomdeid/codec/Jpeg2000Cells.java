/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import jj2000.j2k.image.DataBlk;

/**
 * Turns the wavelet's output into cells: inverse component transform, level shift, rounding and
 * clipping to the range of the samples (ITU-T T.800 annex G).
 */
final class Jpeg2000Cells {

  private final PixelFormat format;
  private final int shift;
  private final int least;
  private final int most;
  private final int lowest;
  private final int highest;
  private final byte[] bytes;

  Jpeg2000Cells(Jpeg2000Size size, PixelFormat format) {
    this.format = format;
    int half = 1 << (size.depth() - 1);
    this.shift = size.signed() ? 0 : half;
    this.least = size.signed() ? -half : 0;
    this.most = size.signed() ? half - 1 : 2 * half - 1;
    // What the header lets a cell hold, where an unsigned value may stand for the bits of a signed
    // one, and half of that range more: lossy coding of all allocated bits goes over the edge.
    boolean bothSigned = size.signed() && format.signed();
    int range = 1 << (format.highBit() + 1);
    this.lowest = bothSigned ? -range : 0;
    this.highest = (bothSigned ? range : range + range / 2) - 1;
    this.bytes = new byte[(int) format.frameBytes()];
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Stores a tile whose upper left pixel is at this place of the frame.
   *
   * @throws CodecException PIXELS_DISAGREE for a value that is far from what Bits Stored and Pixel
   *     Representation allow
   */
  void store(DataBlk[] blocks, int left, int top, boolean transformed) throws CodecException {
    DataBlk first = blocks[0];
    boolean outside =
        left < 0 || top < 0 || first.w > format.columns() - left || first.h > format.rows() - top;
    if (outside) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    }
    for (DataBlk block : blocks) {
      if (block.w != first.w || block.h != first.h) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS);
      }
      if (transformed && block.getDataType() != first.getDataType()) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS);
      }
    }
    int[][] rows = new int[blocks.length][first.w];
    for (int y = 0; y < first.h; y++) {
      if (transformed && first.getDataType() == DataBlk.TYPE_FLOAT) {
        irreversible(blocks, y, rows);
      } else {
        for (int c = 0; c < blocks.length; c++) {
          take(blocks[c], y, rows[c]);
        }
        if (transformed) {
          reversible(rows);
        }
      }
      for (int c = 0; c < rows.length; c++) {
        put(rows[c], left, top + y, c);
      }
    }
  }

  private static void take(DataBlk block, int y, int[] row) {
    int at = block.offset + y * block.scanw;
    if (block.getDataType() == DataBlk.TYPE_INT) {
      System.arraycopy((int[]) block.getData(), at, row, 0, row.length);
      return;
    }
    float[] values = (float[]) block.getData();
    for (int x = 0; x < row.length; x++) {
      row[x] = (int) Math.rint(values[at + x]);
    }
  }

  /** Inverse RCT (G.2.2). */
  private static void reversible(int[][] rows) {
    int[] first = rows[0];
    int[] second = rows[1];
    int[] third = rows[2];
    for (int x = 0; x < first.length; x++) {
      int green = first[x] - ((second[x] + third[x]) >> 2);
      int red = third[x] + green;
      int blue = second[x] + green;
      first[x] = red;
      second[x] = green;
      third[x] = blue;
    }
  }

  /** Inverse ICT (G.3.2). */
  private static void irreversible(DataBlk[] blocks, int y, int[][] rows) {
    float[] luminance = (float[]) blocks[0].getData();
    float[] blueness = (float[]) blocks[1].getData();
    float[] redness = (float[]) blocks[2].getData();
    int l = blocks[0].offset + y * blocks[0].scanw;
    int b = blocks[1].offset + y * blocks[1].scanw;
    int r = blocks[2].offset + y * blocks[2].scanw;
    for (int x = 0; x < rows[0].length; x++) {
      float light = luminance[l + x];
      float blue = blueness[b + x];
      float red = redness[r + x];
      rows[0][x] = (int) Math.rint(light + 1.402f * red);
      rows[1][x] = (int) Math.rint(light - 0.344136f * blue - 0.714136f * red);
      rows[2][x] = (int) Math.rint(light + 1.772f * blue);
    }
  }

  private void put(int[] row, int left, int y, int c) throws CodecException {
    int step = format.samples() * format.cellBytes();
    int at = ((y * format.columns() + left) * format.samples() + c) * format.cellBytes();
    boolean wide = format.cellBytes() == 2;
    int beyond = 0;
    for (int value : row) {
      int cell = Math.min(Math.max(value + shift, least), most);
      beyond |= (cell - lowest) | (highest - cell);
      bytes[at] = (byte) cell;
      if (wide) {
        bytes[at + 1] = (byte) (cell >> 8);
      }
      at += step;
    }
    if (beyond < 0) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE);
    }
  }
}
