/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * A rectangle in pixels of a frame.
 *
 * @param column left edge, from 0
 * @param row upper edge, from 0
 */
public record Box(int column, int row, int width, int height) {

  public Box {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("a box has no negative size");
    }
  }

  public int right() {
    return column + width;
  }

  public int bottom() {
    return row + height;
  }

  public boolean isEmpty() {
    return width == 0 || height == 0;
  }

  public long area() {
    return (long) width * height;
  }

  /** What of the box lies in a frame; empty at its edge when nothing does. */
  public Box within(int columns, int rows) {
    return cut(0, 0, columns, rows);
  }

  public boolean intersects(Box other) {
    return column < other.right()
        && other.column < right()
        && row < other.bottom()
        && other.row < bottom();
  }

  /** What both share; without area when they share nothing. */
  public Box intersection(Box other) {
    return cut(other.column, other.row, other.right(), other.bottom());
  }

  /** The smallest box around both. */
  public Box union(Box other) {
    int left = Math.min(column, other.column);
    int top = Math.min(row, other.row);
    return new Box(
        left,
        top,
        Math.max(right(), other.right()) - left,
        Math.max(bottom(), other.bottom()) - top);
  }

  /** Grown by so many pixels on each side. */
  public Box grown(int horizontally, int vertically) {
    return new Box(
        column - horizontally,
        row - vertically,
        Math.max(0, width + 2 * horizontally),
        Math.max(0, height + 2 * vertically));
  }

  private Box cut(int left, int top, int right, int bottom) {
    int l = Math.min(Math.max(column, left), right);
    int t = Math.min(Math.max(row, top), bottom);
    int r = Math.max(l, Math.min(right(), right));
    int b = Math.max(t, Math.min(bottom(), bottom));
    return new Box(l, t, r - l, b - t);
  }
}
