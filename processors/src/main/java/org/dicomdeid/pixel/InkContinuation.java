/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * Follows a line of text beyond its box, where letters cross something bright and no detector tells
 * them any more: burned-in letters all have the very same colour.
 */
final class InkContinuation {

  /** So much may a channel differ within one ink, after a lossy codec too. */
  private static final int SAME = 10;

  /** Colours are first told apart in steps of this. */
  private static final int STEP_BITS = 3;

  /** The least share of a line that its ink takes up. */
  private static final double LEAST_INK = 0.03;

  /** The least and the greatest share of what follows; more is a bright area and no letters. */
  private static final double LEAST_NEXT = 0.015;

  private static final double MOST_NEXT = 0.45;

  /** What there is of the ink beside the line, in relation to what is in it, at most. */
  private static final double MOST_BESIDE = 0.5;

  /** Strokes are short along the line: so much of the ink lies in runs that are. */
  private static final double STROKES = 0.7;

  /** Letters are the lightest, or the darkest, of their box, but for so much. */
  private static final double BEYOND_INK = 0.02;

  /** A line is followed for as long as it is, within these bounds, in letters. */
  private static final int FEW_LETTERS = 3;

  private static final int MOST_LETTERS = 8;
  private static final int MARGIN = 2;

  private final Picture picture;
  private final boolean upright;
  private final int length;
  private final int breadth;

  private InkContinuation(Picture picture, boolean upright) {
    this.picture = picture;
    this.upright = upright;
    this.length = upright ? picture.width() : picture.height();
    this.breadth = upright ? picture.height() : picture.width();
  }

  /** The box, longer where its line goes on in any of the views. */
  static Box of(List<Picture> views, Box box) {
    boolean upright = box.width() >= box.height();
    Box whole = box;
    for (Picture view : views) {
      whole = whole.union(new InkContinuation(view, upright).extended(box));
    }
    return whole;
  }

  private Box extended(Box box) {
    int from = upright ? box.column() : box.row();
    int to = upright ? box.right() : box.bottom();
    int top = (upright ? box.row() : box.column()) + MARGIN;
    int bottom = (upright ? box.bottom() : box.right()) - MARGIN;
    if (bottom - top < 5) {
      return box;
    }
    int ink = ink(from, to, top, bottom);
    if (ink < 0) {
      return box;
    }
    int size = bottom - top;
    int letters = Math.min(MOST_LETTERS, Math.max(FEW_LETTERS, (to - from) / size));
    int end = to;
    for (int i = 0; i < letters; i++) {
      int last = next(ink, end, Math.min(length, end + size), top, bottom, false);
      if (last < 0) {
        break;
      }
      end = last + 1;
    }
    int start = from;
    for (int i = 0; i < letters; i++) {
      int first = next(ink, Math.max(0, start - size), start, top, bottom, true);
      if (first < 0) {
        break;
      }
      start = first;
    }
    end = end == to ? to : Math.min(length, end + 2 * MARGIN);
    start = start == from ? from : Math.max(0, start - 2 * MARGIN);
    return upright
        ? new Box(start, box.row(), end - start, box.height())
        : new Box(box.column(), start, box.width(), end - start);
  }

  /** The outermost place of ink in a stretch that looks like letters; -1 when it does not. */
  private int next(int ink, int from, int to, int top, int bottom, boolean backwards) {
    if (from >= to) {
      return -1;
    }
    int[] all = new int[1];
    double strokes = strokes(ink, from, to, top, bottom, all);
    double area = (double) (to - from) * (bottom - top);
    if (all[0] < LEAST_NEXT * area
        || all[0] > MOST_NEXT * area
        || strokes < STROKES * all[0]
        || beside(ink, from, to, top, bottom) > MOST_BESIDE * all[0] / area) {
      return -1;
    }
    for (int at = backwards ? from : to - 1; at >= from && at < to; at += backwards ? 1 : -1) {
      for (int across = top; across < bottom; across++) {
        if (isInk(ink, at, across)) {
          return at;
        }
      }
    }
    return -1;
  }

  /** The share of ink over and under a stretch, where there is none of a line of letters. */
  private double beside(int ink, int from, int to, int top, int bottom) {
    int reach = (bottom - top + 1) / 2;
    int count = 0;
    int all = 0;
    for (int step = 1; step <= reach; step++) {
      for (int across : new int[] {top - MARGIN - step, bottom + MARGIN - 1 + step}) {
        if (across >= 0 && across < breadth) {
          for (int at = from; at < to; at++) {
            count += isInk(ink, at, across) ? 1 : 0;
          }
          all += to - from;
        }
      }
    }
    return all == 0 ? 0 : (double) count / all;
  }

  /** The colour of the strokes, as 0xRRGGBB; -1 when no colour stands out. */
  private int ink(int from, int to, int top, int bottom) {
    int[] counts = new int[1 << (3 * (8 - STEP_BITS))];
    int[] examples = new int[counts.length];
    int all = 0;
    for (int across = top; across < bottom; across++) {
      for (int at = from; at < to; at++) {
        int color = color(at, across);
        int step = step(color);
        counts[step]++;
        examples[step] = color;
        all++;
      }
    }
    int best = -1;
    int most = 0;
    for (int step = 0; step < counts.length; step++) {
      if (counts[step] >= LEAST_INK * all && counts[step] > most) {
        int[] same = new int[1];
        double strokes = strokes(examples[step], from, to, top, bottom, same);
        if (strokes >= STROKES * same[0]
            && same[0] <= MOST_NEXT * all
            && isOutermost(examples[step], from, to, top, bottom)) {
          best = examples[step];
          most = counts[step];
        }
      }
    }
    return best;
  }

  /** Whether hardly anything in the box is lighter, or hardly anything darker. */
  private boolean isOutermost(int ink, int from, int to, int top, int bottom) {
    int level = Palette.luminance(ink);
    int lighter = 0;
    int darker = 0;
    for (int across = top; across < bottom; across++) {
      for (int at = from; at < to; at++) {
        int other = Palette.luminance(color(at, across));
        lighter += other > level + 1_000 * SAME ? 1 : 0;
        darker += other < level - 1_000 * SAME ? 1 : 0;
      }
    }
    return Math.min(lighter, darker) <= BEYOND_INK * (to - from) * (bottom - top);
  }

  /** How much ink lies in runs as short as strokes; tells all of it, too. */
  private double strokes(int ink, int from, int to, int top, int bottom, int[] all) {
    int longest = Math.max(2, (bottom - top) / 2);
    int strokes = 0;
    for (int across = top; across < bottom; across++) {
      int run = 0;
      for (int at = from; at <= to; at++) {
        if (at < to && isInk(ink, at, across)) {
          run++;
        } else {
          strokes += run <= longest ? run : 0;
          all[0] += run;
          run = 0;
        }
      }
    }
    return strokes;
  }

  private boolean isInk(int ink, int at, int across) {
    int color = color(at, across);
    return Math.abs((color >> 16 & 0xFF) - (ink >> 16 & 0xFF)) <= SAME
        && Math.abs((color >> 8 & 0xFF) - (ink >> 8 & 0xFF)) <= SAME
        && Math.abs((color & 0xFF) - (ink & 0xFF)) <= SAME;
  }

  private static int step(int color) {
    int bits = 8 - STEP_BITS;
    return (color >> (16 + STEP_BITS) & (1 << bits) - 1) << (2 * bits)
        | (color >> (8 + STEP_BITS) & (1 << bits) - 1) << bits
        | (color >> STEP_BITS & (1 << bits) - 1);
  }

  private int color(int at, int across) {
    int column = upright ? at : across;
    int row = upright ? across : at;
    int i = row * picture.width() + column;
    byte[] samples = picture.samples();
    if (picture.channels() == 1) {
      int grey = samples[i] & 0xFF;
      return grey << 16 | grey << 8 | grey;
    }
    return (samples[3 * i] & 0xFF) << 16
        | (samples[3 * i + 1] & 0xFF) << 8
        | (samples[3 * i + 2] & 0xFF);
  }
}
