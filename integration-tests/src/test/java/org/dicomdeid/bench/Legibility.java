/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.Arrays;

/**
 * Whether a person could read what was drawn: its strokes differ from the ground beneath and from
 * what is around them by more than a quarter of the displayed span.
 */
final class Legibility {

  static final double CONTRAST = 0.25;
  private static final double SHARE = 0.6;
  private static final int PIXELS_PER_LETTER = 3;

  /** A part of the span that is displayed from black to white. */
  record View(double low, double high) {
    double show(double value) {
      return Math.min(1, Math.max(0, (value - low) / (high - low)));
    }
  }

  private final Canvas before;
  private final Canvas after;

  Legibility(Canvas before, Canvas after) {
    this.before = before;
    this.after = after;
  }

  /** The text in the first view where it is legible; as illegible when there is none. */
  DrawnText judge(LineInk.PieceInk ink, Rect line, Scribe.Look look, View... views) {
    for (View view : views) {
      if (isLegible(ink, line, view)) {
        return drawn(ink, line, look, view, true);
      }
    }
    return drawn(ink, line, look, views[0], false);
  }

  private DrawnText drawn(
      LineInk.PieceInk ink, Rect line, Scribe.Look look, View view, boolean legible) {
    int[] strokes = new int[ink.fill.length];
    int count = 0;
    int left = Integer.MAX_VALUE;
    int right = -1;
    int top = Integer.MAX_VALUE;
    int bottom = -1;
    for (int i = 0; i < ink.fill.length; i++) {
      if (!isInk(ink, i)) {
        continue;
      }
      int x = line.x() + i % line.width();
      int y = line.y() + i / line.width();
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      int pixel = y * after.width + x;
      if (difference(pixel, view) > CONTRAST) {
        strokes[count++] = pixel;
      }
    }
    Rect box = new Rect(left, top, right - left + 1, bottom - top + 1);
    return new DrawnText(ink.piece, look, box, legible, Arrays.copyOf(strokes, count));
  }

  private boolean isLegible(LineInk.PieceInk ink, Rect line, View view) {
    int full = 0;
    int telling = 0;
    float[][] strokes = new float[after.channels()][ink.fill.length];
    float[][] around = new float[after.channels()][ink.fill.length];
    int aroundCount = 0;
    for (int i = 0; i < ink.fill.length; i++) {
      int pixel = (line.y() + i / line.width()) * after.width + line.x() + i % line.width();
      boolean isFull = (ink.fill[i] & 0xFF) >= 128;
      if (isFull) {
        put(strokes, full++, pixel, view);
      } else if (isAround(ink, i, line.width())) {
        put(around, aroundCount++, pixel, view);
      }
      if ((isFull || (ink.outline != null && isInk(ink, i)))
          && difference(pixel, view) > CONTRAST) {
        telling++;
      }
    }
    return full >= PIXELS_PER_LETTER * ink.piece.letters()
        && telling >= SHARE * full
        && medianDifference(strokes, full, around, aroundCount) > CONTRAST;
  }

  private void put(float[][] target, int at, int pixel, View view) {
    for (int c = 0; c < target.length; c++) {
      target[c][at] = (float) view.show(after.plane(c)[pixel]);
    }
  }

  private static double medianDifference(float[][] one, int ones, float[][] other, int others) {
    double most = 0;
    for (int c = 0; c < one.length && ones > 0 && others > 0; c++) {
      Arrays.sort(one[c], 0, ones);
      Arrays.sort(other[c], 0, others);
      most = Math.max(most, Math.abs(one[c][ones / 2] - other[c][others / 2]));
    }
    return most;
  }

  private static boolean isInk(LineInk.PieceInk ink, int at) {
    return ink.fill[at] != 0 || (ink.outline != null && ink.outline[at] != 0);
  }

  /** In the outline where there is one; else within three pixels of a stroke in its row. */
  private static boolean isAround(LineInk.PieceInk ink, int at, int width) {
    if (ink.outline != null) {
      return (ink.outline[at] & 0xFF) >= 128 && (ink.fill[at] & 0xFF) < 64;
    }
    if (ink.fill[at] != 0) {
      return false;
    }
    int column = at % width;
    for (int d = Math.max(-3, -column); d <= Math.min(3, width - 1 - column); d++) {
      if (ink.fill[at + d] != 0) {
        return true;
      }
    }
    return false;
  }

  private double difference(int pixel, View view) {
    double most = 0;
    for (int c = 0; c < after.channels(); c++) {
      most =
          Math.max(
              most, Math.abs(view.show(after.plane(c)[pixel]) - view.show(before.plane(c)[pixel])));
    }
    return most;
  }
}
