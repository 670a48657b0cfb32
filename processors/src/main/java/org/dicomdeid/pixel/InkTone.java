/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/**
 * Tells whether the strokes of text in a box are darker than their ground, so that black would
 * leave them as they are.
 *
 * <p>The ground is the more frequent of two levels along the middle of the line, where letters
 * alternate with what lies between them; a label's plate or the organ around it lie outside. Where
 * both lighter and darker strokes stand out, one is the outline of the other, and encloses it.
 */
final class InkTone {

  private static final int BINS = 64;

  /** What stands out from the ground, as a share of the scale. */
  private static final double CONTRAST = 0.12;

  /** The holes of letters show the ground, and differ from it less. */
  private static final double UNLIKE_GROUND = 0.05;

  /** Soft edges between outline and stroke count as neither. */
  private static final double HALF = 0.3;

  private static final double LIGHT_GROUND = 0.55;

  private static final double RULE = 2;

  /** The share of an edge that is plainly of one kind, which then is the ground... */
  private static final double CLEAR = 0.8;

  /** ...though bold letters take up more of the line than it does, as they do at most. */
  private static final double BOLD = 0.47;

  /** Less than this share of a box is no lettering. */
  private static final double FEWEST = 0.03;

  /** An outline encloses something on most of the line; of letters, only some have holes. */
  private static final double OUTLINED = 0.5;

  private static final double MOST = 0.65;

  private final int width;
  private final int height;

  /** From 0 for black to 1 for white. */
  private final float[] levels;

  private InkTone(int width, int height, float[] levels) {
    this.width = width;
    this.height = height;
    this.levels = levels;
  }

  /** Whether the strokes in a box are darker than what is around them. */
  static boolean isDark(FrameValues values, Box box, int blackLevel, int whiteLevel) {
    float scale = (float) ((double) whiteLevel - blackLevel);
    if (scale == 0 || box.isEmpty()) {
      return false;
    }
    float[] levels = new float[box.width() * box.height()];
    int at = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        float level = (values.level(row, column) - blackLevel) / scale;
        levels[at++] = Math.max(0, Math.min(1, level));
      }
    }
    return new InkTone(box.width(), box.height(), levels).isDark();
  }

  private boolean isDark() {
    float ground = ground();
    float lowest = 1;
    float highest = 0;
    for (int i = 0; i < levels.length; i++) {
      if (isMiddle(i)) {
        lowest = Math.min(lowest, levels[i]);
        highest = Math.max(highest, levels[i]);
      }
    }
    double dim = ground - Math.max(CONTRAST, HALF * (ground - lowest));
    double bright = ground + Math.max(CONTRAST, HALF * (highest - ground));
    boolean[] darker = new boolean[levels.length];
    boolean[] lighter = new boolean[levels.length];
    for (int i = 0; i < levels.length; i++) {
      darker[i] = levels[i] < dim;
      lighter[i] = levels[i] > bright;
    }
    double dark = countInMiddle(darker);
    double light = countInMiddle(lighter);
    double fewest = FEWEST * countInMiddle(null);
    boolean[] notDark = new boolean[levels.length];
    boolean[] notLight = new boolean[levels.length];
    for (int i = 0; i < levels.length; i++) {
      notDark[i] = levels[i] > ground + UNLIKE_GROUND;
      notLight[i] = levels[i] < ground - UNLIKE_GROUND;
    }
    double lightInDark = enclosed(darker, notDark);
    double darkInLight = enclosed(lighter, notLight);
    if (Math.max(lightInDark, darkInLight) >= 1) {
      return darkInLight > lightInDark;
    }
    if (dark < fewest || light < fewest) {
      return dark >= fewest;
    }
    // Lettering on images is light as a rule; dark only where the ground asks for it.
    return ground >= LIGHT_GROUND && strokes(darker, ground) > RULE * strokes(lighter, ground);
  }

  /** The level of the larger of the two classes into which Otsu's threshold parts the middle. */
  private float ground() {
    int[] count = new int[BINS];
    int all = 0;
    for (int i = 0; i < levels.length; i++) {
      if (isMiddle(i)) {
        count[Math.min(BINS - 1, (int) (levels[i] * BINS))]++;
        all++;
      }
    }
    int threshold = otsu(count, all);
    int below = 0;
    for (int i = 0; i < threshold; i++) {
      below += count[i];
    }
    boolean isBelow = 2 * below >= all;
    double edgeBelow = edgeShareBelow((float) threshold / BINS);
    if (edgeBelow >= CLEAR && below >= BOLD * all) {
      isBelow = true;
    } else if (edgeBelow <= 1 - CLEAR && all - below >= BOLD * all) {
      isBelow = false;
    }
    int half = (isBelow ? below : all - below) / 2;
    int bin = isBelow ? 0 : threshold;
    while (bin < BINS - 1 && half >= count[bin]) {
      half -= count[bin++];
    }
    return (bin + 0.5f) / BINS;
  }

  /** The share of the edge of the box that is darker than a level. */
  private double edgeShareBelow(float level) {
    double edge = 0;
    double below = 0;
    for (int i = 0; i < levels.length; i++) {
      if (isEdge(i)) {
        edge++;
        below += levels[i] < level ? 1 : 0;
      }
    }
    return below / edge;
  }

  private boolean isEdge(int i) {
    int column = i % width;
    return column == 0 || column == width - 1 || i < width || i >= levels.length - width;
  }

  private static int otsu(int[] count, double total) {
    double sum = 0;
    for (int i = 0; i < count.length; i++) {
      sum += (double) i * count[i];
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int threshold = 1;
    for (int i = 1; i < count.length; i++) {
      below += count[i - 1];
      sumBelow += (double) (i - 1) * count[i - 1];
      if (below == 0 || below == total) {
        continue;
      }
      double gap = sumBelow / below - (sum - sumBelow) / (total - below);
      double between = below * (total - below) * gap * gap;
      if (between > best) {
        best = between;
        threshold = i;
      }
    }
    return threshold;
  }

  /**
   * How much of the line's length strokes enclose others on. What reaches the edge of the box is
   * the surroundings of a plate and no stroke.
   */
  private double enclosed(boolean[] set, boolean[] others) {
    boolean[] outside = new boolean[set.length];
    for (int i = 0; i < set.length; i++) {
      outside[i] = !set[i];
    }
    boolean[] surroundings = reachedBeside(outside);
    boolean[] strokes = new boolean[set.length];
    int own = 0;
    for (int i = 0; i < set.length; i++) {
      strokes[i] = set[i] && !surroundings[i];
      own += strokes[i] ? 1 : 0;
    }
    if (own < FEWEST * set.length) {
      return 0;
    }
    boolean[] reached = reachedBeside(strokes);
    boolean upright = width >= height;
    int places = upright ? width : height;
    boolean[] written = new boolean[places];
    boolean[] hollow = new boolean[places];
    boolean[] filled = new boolean[places];
    for (int i = 0; i < set.length; i++) {
      int place = upright ? i % width : i / width;
      written[place] |= strokes[i];
      hollow[place] |= !strokes[i] && !reached[i];
      filled[place] |= others[i] && !strokes[i] && !reached[i];
    }
    double count = 0;
    double around = 0;
    double inside = 0;
    for (int i = 0; i < places; i++) {
      count += written[i] ? 1 : 0;
      around += written[i] && hollow[i] ? 1 : 0;
      inside += written[i] && filled[i] ? 1 : 0;
    }
    return Math.max(around / count / MOST, inside / count / OUTLINED);
  }

  /** How much stands out in runs along the middle of the line that are as short as strokes. */
  private double strokes(boolean[] set, float ground) {
    boolean upright = width >= height;
    int step = upright ? 1 : width;
    int lines = upright ? height : width;
    int length = upright ? width : height;
    int longest = Math.max(2, lines / 2);
    double strokes = 0;
    for (int line = lines / 4; line < lines - lines / 4; line++) {
      int start = upright ? line * width : line;
      int run = 0;
      double contrast = 0;
      for (int i = 0; i <= length; i++) {
        if (i < length && set[start + i * step]) {
          run++;
          contrast += Math.abs(levels[start + i * step] - ground);
        } else {
          strokes += run <= longest ? contrast : 0;
          run = 0;
          contrast = 0;
        }
      }
    }
    return strokes;
  }

  /** What can be reached from the edge of the box without crossing a wall. */
  private boolean[] reachedBeside(boolean[] wall) {
    boolean[] reached = new boolean[levels.length];
    int[] open = new int[levels.length];
    int waiting = 0;
    for (int i = 0; i < levels.length; i++) {
      if (isEdge(i) && !wall[i]) {
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
        if (next >= 0 && next < levels.length && !reached[next] && !wall[next]) {
          reached[next] = true;
          open[waiting++] = next;
        }
      }
    }
    return reached;
  }

  /** How many pixels of the middle are set; all of them for null. */
  private int countInMiddle(boolean[] set) {
    int count = 0;
    for (int i = 0; i < levels.length; i++) {
      count += isMiddle(i) && (set == null || set[i]) ? 1 : 0;
    }
    return count;
  }

  /** The half of the box along the middle of its line. */
  private boolean isMiddle(int i) {
    boolean upright = width >= height;
    int across = upright ? i / width : i % width;
    int size = upright ? height : width;
    return 4 * across >= size && 4 * across < 3 * size;
  }
}
