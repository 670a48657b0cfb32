/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/** A piece in an image: where its strokes are, and which of their pixels tell it. */
final class DrawnText {

  private final Piece piece;
  private final Scribe.Look look;
  private final Rect box;
  private final boolean legible;
  private final int[] strokes;

  /**
   * @param box around all strokes
   * @param strokes indices of the pixels that differ from the ground by more than a quarter of the
   *     displayed span
   */
  DrawnText(Piece piece, Scribe.Look look, Rect box, boolean legible, int[] strokes) {
    this.piece = piece;
    this.look = look;
    this.box = box;
    this.legible = legible;
    this.strokes = strokes;
  }

  Piece piece() {
    return piece;
  }

  Scribe.Look look() {
    return look;
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
