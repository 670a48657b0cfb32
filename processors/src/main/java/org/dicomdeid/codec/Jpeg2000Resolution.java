/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A resolution of a tile-component: where its precincts and their code blocks lie (ITU-T T.800 B.5
 * to B.7).
 *
 * @param number 0 for the lowest
 * @param tile the tile-component on the reference grid
 */
record Jpeg2000Resolution(int component, int number, Jpeg2000Coding coding, Area tile) {

  /** Right and bottom do not belong to it. */
  record Area(long left, long top, long right, long bottom) {

    /** The area after decompositions, of their low or high pass in either direction (B-15). */
    Area decomposed(int levels, int across, int down) {
      return new Area(
          low(left, levels, across),
          low(top, levels, down),
          low(right, levels, across),
          low(bottom, levels, down));
    }

    private static long low(long value, int levels, int high) {
      long offset = high == 0 ? 0 : 1L << (levels - 1);
      return ceilShift(value - offset, levels);
    }
  }

  private int shift() {
    return coding.levels() - number;
  }

  private int widthExponent() {
    return coding.precincts().charAt(number) & 0xF;
  }

  private int heightExponent() {
    return coding.precincts().charAt(number) >> 4;
  }

  private Area area() {
    return tile.decomposed(shift(), 0, 0);
  }

  /** Precincts in a row. */
  long across() {
    return spans(area().left(), area().right(), widthExponent());
  }

  /** Rows of precincts. */
  long down() {
    return spans(area().top(), area().bottom(), heightExponent());
  }

  long left(int column) {
    long index = (area().left() >> widthExponent()) + column;
    return Math.max(tile.left(), index << (widthExponent() + shift()));
  }

  long top(int row) {
    long index = (area().top() >> heightExponent()) + row;
    return Math.max(tile.top(), index << (heightExponent() + shift()));
  }

  List<Jpeg2000Precinct> precincts() {
    List<Jpeg2000Precinct> precincts = new ArrayList<>();
    for (int row = 0; row < down(); row++) {
      for (int column = 0; column < across(); column++) {
        precincts.add(new Jpeg2000Precinct(this, column, row));
      }
    }
    return precincts;
  }

  /** The code blocks that a precinct has of each sub-band, in the order of packet headers. */
  List<Jpeg2000CodeBlocks> codeBlocks(int column, int row) {
    if (number == 0) {
      return List.of(codeBlocks(column, row, area(), 0));
    }
    List<Jpeg2000CodeBlocks> bands = new ArrayList<>();
    for (int band = 1; band <= 3; band++) {
      Area area = tile.decomposed(shift() + 1, band & 1, band >> 1);
      bands.add(codeBlocks(column, row, area, 1));
    }
    return bands;
  }

  /**
   * @param halved 1 where the band has half the samples of the resolution in either direction
   */
  private Jpeg2000CodeBlocks codeBlocks(int column, int row, Area band, int halved) {
    int width = widthExponent() - halved;
    int height = heightExponent() - halved;
    long left = ((area().left() >> widthExponent()) + column) << width;
    long top = ((area().top() >> heightExponent()) + row) << height;
    long across =
        spans(
            Math.max(left, band.left()),
            Math.min(left + (1L << width), band.right()),
            Math.min(width, coding.blockWidth()));
    long down =
        spans(
            Math.max(top, band.top()),
            Math.min(top + (1L << height), band.bottom()),
            Math.min(height, coding.blockHeight()));
    boolean empty = across == 0 || down == 0;
    return empty ? new Jpeg2000CodeBlocks(0, 0) : new Jpeg2000CodeBlocks((int) across, (int) down);
  }

  /** How many cells of a grid an interval touches. */
  private static long spans(long from, long to, int exponent) {
    return to <= from ? 0 : ceilShift(to, exponent) - (from >> exponent);
  }

  private static long ceilShift(long value, int shift) {
    return (value + (1L << shift) - 1) >> shift;
  }
}
