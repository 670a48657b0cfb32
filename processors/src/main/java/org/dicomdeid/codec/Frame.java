/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * A decoded frame: the stored cells, row by row from the top, the samples of a pixel side by side,
 * little endian, as a native explicit little endian frame of planar configuration 0 has them. A
 * codec gives the values that were coded, in their own colour space; only JPEG 2000 undoes its
 * component transform.
 */
public final class Frame {

  private final int rows;
  private final int columns;
  private final int samples;
  private final int cellBytes;
  private final Photometric photometric;
  private final byte[] cells;

  /**
   * A frame over an array that is not copied.
   *
   * @param cellBytes 1, 2 or 4
   * @param photometric of these cells: YBR_FULL where each pixel has its own chrominance
   */
  public Frame(
      int rows, int columns, int samples, int cellBytes, Photometric photometric, byte[] cells) {
    if ((long) rows * columns * samples * cellBytes != cells.length) {
      throw new IllegalArgumentException("cells do not fit the shape");
    }
    this.rows = rows;
    this.columns = columns;
    this.samples = samples;
    this.cellBytes = cellBytes;
    this.photometric = photometric;
    this.cells = cells;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int samples() {
    return samples;
  }

  /** Bytes of a cell: 1, 2 or 4. */
  public int cellBytes() {
    return cellBytes;
  }

  public Photometric photometric() {
    return photometric;
  }

  /** The cells themselves, not a copy. */
  public byte[] cells() {
    return cells;
  }

  /** A cell as it is stored, without sign: all allocated bits. */
  public int cell(int row, int column, int sample) {
    int at = at(row, column, sample);
    return switch (cellBytes) {
      case 1 -> cells[at] & 0xFF;
      case 2 -> (cells[at] & 0xFF) | (cells[at + 1] & 0xFF) << 8;
      default ->
          (cells[at] & 0xFF)
              | (cells[at + 1] & 0xFF) << 8
              | (cells[at + 2] & 0xFF) << 16
              | (cells[at + 3] & 0xFF) << 24;
    };
  }

  /** Sets all allocated bits of a cell. */
  public void set(int row, int column, int sample, int cell) {
    int at = at(row, column, sample);
    for (int i = 0; i < cellBytes; i++) {
      cells[at + i] = (byte) (cell >>> (8 * i));
    }
  }

  /** Fills the box of a patch. */
  public void apply(Patch patch) {
    Box box = patch.box().within(columns, rows);
    for (int row = box.row(); row < box.row() + box.height(); row++) {
      for (int column = box.column(); column < box.column() + box.width(); column++) {
        for (int sample = 0; sample < samples; sample++) {
          set(row, column, sample, patch.cell(sample));
        }
      }
    }
  }

  private int at(int row, int column, int sample) {
    return ((row * columns + column) * samples + sample) * cellBytes;
  }
}
