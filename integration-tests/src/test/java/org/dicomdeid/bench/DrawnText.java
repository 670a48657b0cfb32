/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/** A piece in an image: where its strokes are, and which of their pixels tell it. */
final class DrawnText {

  private final Piece piece;
  private final String family;
  private final double size;
  private final Rect box;
  private final boolean legible;
  private final int[] strokes;

  /**
   * @param box around all strokes
   * @param strokes indices of the pixels that differ from the ground by more than a quarter of the
   *     displayed span
   */
  DrawnText(Piece piece, String family, double size, Rect box, boolean legible, int[] strokes) {
    this.piece = piece;
    this.family = family;
    this.size = size;
    this.box = box;
    this.legible = legible;
    this.strokes = strokes;
  }

  Piece piece() {
    return piece;
  }

  String family() {
    return family;
  }

  double size() {
    return size;
  }

  Rect box() {
    return box;
  }

  boolean isLegible() {
    return legible;
  }

  /** Share of the strokes' pixels that are marked. */
  double covered(boolean[] marked) {
    int count = 0;
    for (int pixel : strokes) {
      count += marked[pixel] ? 1 : 0;
    }
    return strokes.length == 0 ? 0 : (double) count / strokes.length;
  }
}
