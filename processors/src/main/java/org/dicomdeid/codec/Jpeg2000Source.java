/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.awt.Point;
import jj2000.j2k.image.BlkImgDataSrc;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkInt;

/** A frame as JJ2000's encoder asks for it: one tile, samples around zero. */
final class Jpeg2000Source implements BlkImgDataSrc {

  private final Frame frame;
  private final int depth;
  private final boolean signed;

  Jpeg2000Source(Frame frame, int depth, boolean signed) {
    this.frame = frame;
    this.depth = depth;
    this.signed = signed;
  }

  @Override
  public DataBlk getCompData(DataBlk block, int component) {
    int[] kept = block.getDataType() == DataBlk.TYPE_INT ? (int[]) block.getData() : null;
    int size = block.w * block.h;
    int[] values = kept == null || kept.length < size ? new int[size] : kept;
    DataBlk filled =
        block.getDataType() == DataBlk.TYPE_INT
            ? block
            : new DataBlkInt(block.ulx, block.uly, block.w, block.h);
    fill(values, block, component);
    filled.setData(values);
    filled.offset = 0;
    filled.scanw = block.w;
    filled.progressive = false;
    return filled;
  }

  @Override
  public DataBlk getInternCompData(DataBlk block, int component) {
    return getCompData(block, component);
  }

  private void fill(int[] values, DataBlk block, int component) {
    byte[] cells = frame.cells();
    boolean wide = frame.cellBytes() == 2;
    int step = frame.samples() * frame.cellBytes();
    int shift = signed ? 0 : 1 << (depth - 1);
    int to = 0;
    for (int y = block.uly; y < block.uly + block.h; y++) {
      int at =
          ((y * frame.columns() + block.ulx) * frame.samples() + component) * frame.cellBytes();
      for (int x = 0; x < block.w; x++, at += step) {
        int value;
        if (wide) {
          value = (cells[at] & 0xFF) | cells[at + 1] << 8;
          value = signed ? value : value & 0xFFFF;
        } else {
          value = signed ? cells[at] : cells[at] & 0xFF;
        }
        values[to++] = value - shift;
      }
    }
  }

  @Override
  public int getFixedPoint(int component) {
    return 0;
  }

  @Override
  public int getNomRangeBits(int component) {
    return depth;
  }

  @Override
  public int getNumComps() {
    return frame.samples();
  }

  @Override
  public int getImgWidth() {
    return frame.columns();
  }

  @Override
  public int getImgHeight() {
    return frame.rows();
  }

  @Override
  public int getTileWidth() {
    return frame.columns();
  }

  @Override
  public int getTileHeight() {
    return frame.rows();
  }

  @Override
  public int getNomTileWidth() {
    return frame.columns();
  }

  @Override
  public int getNomTileHeight() {
    return frame.rows();
  }

  @Override
  public int getTileCompWidth(int tile, int component) {
    return frame.columns();
  }

  @Override
  public int getTileCompHeight(int tile, int component) {
    return frame.rows();
  }

  @Override
  public int getCompImgWidth(int component) {
    return frame.columns();
  }

  @Override
  public int getCompImgHeight(int component) {
    return frame.rows();
  }

  @Override
  public int getCompSubsX(int component) {
    return 1;
  }

  @Override
  public int getCompSubsY(int component) {
    return 1;
  }

  @Override
  public int getImgULX() {
    return 0;
  }

  @Override
  public int getImgULY() {
    return 0;
  }

  @Override
  public int getCompULX(int component) {
    return 0;
  }

  @Override
  public int getCompULY(int component) {
    return 0;
  }

  @Override
  public int getTilePartULX() {
    return 0;
  }

  @Override
  public int getTilePartULY() {
    return 0;
  }

  @Override
  public int getNumTiles() {
    return 1;
  }

  @Override
  public Point getNumTiles(Point reused) {
    Point point = reused == null ? new Point() : reused;
    point.setLocation(1, 1);
    return point;
  }

  @Override
  public Point getTile(Point reused) {
    Point point = reused == null ? new Point() : reused;
    point.setLocation(0, 0);
    return point;
  }

  @Override
  public int getTileIdx() {
    return 0;
  }

  @Override
  public void setTile(int x, int y) {
    if (x != 0 || y != 0) {
      throw new IllegalArgumentException("there is one tile");
    }
  }

  @Override
  public void nextTile() {
    throw new IllegalStateException("there is one tile");
  }
}
