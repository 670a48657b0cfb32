/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/**
 * Tells whether the text in a box may be written in black, so that black would leave its strokes as
 * they are. In doubt it may: another fill hides light text just as well.
 */
final class DarkStrokes {

  /** From here on a level, from 0 for black to 1 for white, differs plainly from black. */
  private static final double PLAIN = 0.25;

  /** Less than this share of a box is no lettering. */
  private static final double FEWEST = 0.02;

  /** What the ground of light letters takes up of a box at least, and of its edge. */
  private static final double GROUND = 0.5;

  private static final double EDGE = 0.75;

  /** Outlined letters enclose something all along the line, others where they have holes. */
  private static final double HOLES = 0.5;

  private final int width;
  private final int height;
  private final boolean[] dark;

  private DarkStrokes(int width, int height, boolean[] dark) {
    this.width = width;
    this.height = height;
    this.dark = dark;
  }

  /**
   * Whether strokes in a box may be as good as black.
   *
   * @param black the level that is displayed black
   * @param white the level that is displayed white
   */
  static boolean arePossible(FrameValues values, Box box, int black, int white) {
    double scale = (double) white - black;
    if (scale == 0 || box.isEmpty()) {
      return false;
    }
    boolean[] dark = new boolean[box.width() * box.height()];
    int at = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        dark[at++] = (values.level(row, column) - black) / scale < PLAIN;
      }
    }
    return new DarkStrokes(box.width(), box.height(), dark).arePossible();
  }

  private boolean arePossible() {
    int count = 0;
    int edge = 0;
    int darkEdge = 0;
    for (int i = 0; i < dark.length; i++) {
      count += dark[i] ? 1 : 0;
      edge += isEdge(i) ? 1 : 0;
      darkEdge += isEdge(i) && dark[i] ? 1 : 0;
    }
    if (count < FEWEST * dark.length) {
      return false;
    }
    return count < GROUND * dark.length || darkEdge < EDGE * edge || enclosedShare() > HOLES;
  }

  /** The share of the written part of the line on which light strokes enclose something dark. */
  private double enclosedShare() {
    boolean[] ground = reachedFromEdge();
    boolean upright = width >= height;
    int places = upright ? width : height;
    boolean[] written = new boolean[places];
    boolean[] hollow = new boolean[places];
    for (int i = 0; i < dark.length; i++) {
      int place = upright ? i % width : i / width;
      written[place] |= !dark[i];
      hollow[place] |= dark[i] && !ground[i];
    }
    double enclosed = 0;
    double all = 0;
    for (int i = 0; i < places; i++) {
      all += written[i] ? 1 : 0;
      enclosed += hollow[i] ? 1 : 0;
    }
    return all == 0 ? 0 : enclosed / all;
  }

  private boolean[] reachedFromEdge() {
    boolean[] reached = new boolean[dark.length];
    int[] open = new int[dark.length];
    int waiting = 0;
    for (int i = 0; i < dark.length; i++) {
      if (isEdge(i) && dark[i]) {
        reached[i] = true;
        open[waiting++] = i;
      }
    }
    while (waiting > 0) {
      int i = open[--waiting];
      int column = i % width;
      for (int side = 0; side < 4; side++) {
        int next =
            switch (side) {
              case 0 -> column > 0 ? i - 1 : -1;
              case 1 -> column < width - 1 ? i + 1 : -1;
              case 2 -> i - width;
              default -> i + width;
            };
        if (next >= 0 && next < dark.length && dark[next] && !reached[next]) {
          reached[next] = true;
          open[waiting++] = next;
        }
      }
    }
    return reached;
  }

  private boolean isEdge(int i) {
    int column = i % width;
    return column == 0 || column == width - 1 || i < width || i >= dark.length - width;
  }
}
