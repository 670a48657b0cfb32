/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.codec.Box;

/**
 * Tells where the strokes of text in a box are darker than their ground, so that black would leave
 * them as they are.
 *
 * <p>Burned-in letters are among the lightest of their box, or among the darkest. Either way they
 * are shapes as tall as the line that stand apart from each other and from the edge of the box,
 * which the ground reaches. Holes of letters stand apart too, but take up less than the letters;
 * what takes up nearly as much as the shapes around it is lettering with an outline.
 */
final class InkTone {

  /**
   * A stretch of a line.
   *
   * @param dark whether its strokes are darker than what is around them
   */
  record Stretch(Box box, boolean dark) {}

  /**
   * Pixels that touch each other.
   *
   * @param box around them
   */
  private record Shape(Box box, int pixels) {

    double area() {
      return box.area();
    }
  }

  private static final int BINS = 64;

  /** The share of a box that is lighter or darker than what counts as its extreme. */
  private static final double OUTLIERS = 0.005;

  /** So far from an extreme, as a share of the span of the box, a level still belongs to it. */
  private static final double NEAR = 0.4;

  /** Lower shapes are specks, in relation to the box and to the tallest shape. */
  private static final double LOWEST = 0.15;

  private static final double LOW = 0.4;

  /** Letters that touch each other are longer than tall, but no plate under the whole line. */
  private static final double LONGEST = 0.6;

  private static final int TOUCHING = 3;

  /** What holes take up of their letters at most. */
  private static final double HOLES = 0.38;

  /** Where letters take up less than this of the box, what there is more of is the ground. */
  private static final double FEW = 0.12;

  /** Two texts in one line may differ: this far around a place its own letters decide. */
  private static final double AROUND = 1.5;

  /** How long another text is at least, in heights of the line. */
  private static final double SHORTEST = 2;

  /** So many shapes of one height, so low that they are no holes of letters, are another text. */
  private static final int SEVERAL = 8;

  private static final double LOWER = 0.3;

  private static final int AROUND_LETTERS = 2;
  private static final double SMALLEST = 0.6;
  private static final double LARGEST = 1.6;

  /** What letters fill of the boxes around them at most; holes of letters fill more. */
  private static final double FILLED = 0.64;

  private final int width;
  private final int height;
  private final boolean upright;

  /** From 0 for black to 1 for white. */
  private final float[] levels;

  private List<Shape> dark = List.of();
  private List<Shape> light = List.of();

  private InkTone(int width, int height, float[] levels) {
    this.width = width;
    this.height = height;
    this.upright = width >= height;
    this.levels = levels;
  }

  /** The stretches of one tone, together the whole box; a later one lies over those before it. */
  static List<Stretch> of(FrameValues values, Box box, int blackLevel, int whiteLevel) {
    float scale = (float) ((double) whiteLevel - blackLevel);
    if (scale == 0 || box.isEmpty()) {
      return List.of(new Stretch(box, false));
    }
    float[] levels = new float[box.width() * box.height()];
    int at = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        float level = (values.level(row, column) - blackLevel) / scale;
        levels[at++] = Math.max(0, Math.min(1, level));
      }
    }
    return new InkTone(box.width(), box.height(), levels).stretches(box);
  }

  /** The box around what looks like letters in an upright crop; empty when nothing does. */
  static Box letters(Picture grey) {
    float[] levels = new float[grey.width() * grey.height()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (grey.samples()[i] & 0xFF) / 255f;
    }
    InkTone tone = new InkTone(grey.width(), grey.height(), levels);
    tone.part();
    List<Shape> letters = tone.isDark(tone.dark, tone.light) ? tone.dark : tone.light;
    return letters.stream().map(Shape::box).reduce(Box::union).orElse(new Box(0, 0, 0, 0));
  }

  private List<Stretch> stretches(Box box) {
    int balance = part();
    if (Math.max(area(dark), area(light)) < FEW * levels.length) {
      List<Stretch> one = new ArrayList<>(List.of(new Stretch(box, balance < 0)));
      addOtherText(one, box, balance < 0);
      return one;
    }
    boolean line = isDark(dark, light);
    int across = upright ? height : width;
    int along = upright ? width : height;
    int step = Math.max(1, across / 2);
    List<Stretch> found = new ArrayList<>();
    int done = 0;
    for (int at = 0; at < along; at += step) {
      int end = at;
      while (end < along && differs(line, end - AROUND * across, end + AROUND * across)) {
        end += step;
      }
      // A few signs that differ are holes of letters; another text is longer.
      if (end - at >= SHORTEST * across) {
        add(found, box, done, at, line);
        add(found, box, at, Math.min(along, end), !line);
        done = Math.min(along, end);
      }
      at = Math.max(at, end - step);
    }
    add(found, box, done, along, line);
    addOtherText(found, box, line);
    return found;
  }

  private void addOtherText(List<Stretch> found, Box box, boolean line) {
    Box over = otherText(line);
    if (!over.isEmpty()) {
      Box part =
          new Box(box.column() + over.column(), box.row() + over.row(), over.width(), over.height())
              .grown(AROUND_LETTERS, AROUND_LETTERS)
              .intersection(box);
      found.add(new Stretch(part, !line));
    }
  }

  /**
   * Where letters of the other tone than the line's stand between its own, as on a plate with a
   * name that lies over larger letters; empty when there are none.
   */
  private Box otherText(boolean line) {
    List<Shape> all = line ? light : dark;
    // What holds a whole text is a plate, and no letter with holes.
    List<Shape> letters =
        tallOnes(line ? dark : light, List.of()).stream()
            .filter(own -> all.stream().filter(it -> isInside(it, own)).count() < SEVERAL)
            .toList();
    List<Shape> others =
        all.stream()
            .filter(it -> letters.stream().noneMatch(own -> own.box().intersects(it.box())))
            .sorted(Comparator.comparingInt(this::across))
            .toList();
    Box none = new Box(0, 0, 0, 0);
    if (others.size() < SEVERAL) {
      return none;
    }
    int median = across(others.get(others.size() / 2));
    if (median > LOWER * (upright ? height : width)) {
      return none;
    }
    List<Shape> even =
        others.stream()
            .filter(it -> across(it) >= SMALLEST * median && across(it) <= LARGEST * median)
            .toList();
    double filled = even.stream().mapToDouble(Shape::pixels).sum();
    return even.size() >= SEVERAL && filled <= FILLED * area(even)
        ? even.stream().map(Shape::box).reduce(Box::union).orElse(none)
        : none;
  }

  /** Whether the letters between two places plainly have the other tone than the line. */
  private boolean differs(boolean line, double from, double to) {
    List<Shape> darkHere = between(dark, from, to);
    List<Shape> lightHere = between(light, from, to);
    if (isDark(darkHere, lightHere) == line) {
      return false;
    }
    List<Shape> letters = line ? lightHere : darkHere;
    double filled = letters.stream().mapToDouble(Shape::pixels).sum();
    return letters.size() > 1 && filled <= FILLED * area(letters);
  }

  /** Whether the dark ones of some shapes are the letters, and the light ones their ground. */
  private boolean isDark(List<Shape> dark, List<Shape> light) {
    List<Shape> darkLetters = tallOnes(dark, light);
    List<Shape> lightLetters = tallOnes(light, dark);
    double darkArea = area(darkLetters);
    double lightArea = area(lightLetters);
    double darkInLight = areaInside(darkLetters, lightLetters);
    double lightInDark = areaInside(lightLetters, darkLetters);
    if (darkInLight > Math.max(lightInDark, HOLES * lightArea)) {
      return true;
    }
    if (lightInDark > Math.max(darkInLight, HOLES * darkArea)) {
      return false;
    }
    return darkArea > lightArea;
  }

  private List<Shape> tallOnes(List<Shape> shapes, List<Shape> others) {
    double tallest =
        Stream.concat(shapes.stream(), others.stream()).mapToInt(this::across).max().orElse(0);
    return shapes.stream().filter(each -> across(each) >= LOW * tallest).toList();
  }

  private List<Shape> between(List<Shape> shapes, double from, double to) {
    return shapes.stream()
        .filter(
            each -> {
              Box box = each.box();
              double middle =
                  upright ? box.column() + box.width() / 2.0 : box.row() + box.height() / 2.0;
              return middle >= from && middle < to;
            })
        .toList();
  }

  /** Finds the shapes; returns how much more is dark than light. */
  private int part() {
    float[] extremes = extremes();
    double near = NEAR * (extremes[1] - extremes[0]);
    boolean[] darkest = new boolean[levels.length];
    boolean[] lightest = new boolean[levels.length];
    int balance = 0;
    for (int i = 0; i < levels.length; i++) {
      darkest[i] = levels[i] <= extremes[0] + near;
      lightest[i] = !darkest[i] && levels[i] >= extremes[1] - near;
      balance += (darkest[i] ? 1 : 0) - (lightest[i] ? 1 : 0);
    }
    dark = shapes(darkest);
    light = shapes(lightest);
    return balance;
  }

  private void add(List<Stretch> found, Box box, int from, int to, boolean dark) {
    if (to > from) {
      Box part =
          upright
              ? new Box(box.column() + from, box.row(), to - from, height)
              : new Box(box.column(), box.row() + from, width, to - from);
      found.add(new Stretch(part, dark));
    }
  }

  /** What shapes take up that lie in shapes of the other kind. */
  private static double areaInside(List<Shape> shapes, List<Shape> others) {
    return area(
        shapes.stream()
            .filter(
                each ->
                    others.stream().anyMatch(it -> it.area() > each.area() && isInside(each, it)))
            .toList());
  }

  private static boolean isInside(Shape part, Shape whole) {
    return whole.box().intersection(part.box()).area() == part.area();
  }

  private static double area(List<Shape> shapes) {
    return shapes.stream().mapToDouble(Shape::area).sum();
  }

  /** The darkest and the lightest level, without outliers. */
  private float[] extremes() {
    int[] count = new int[BINS];
    for (float level : levels) {
      count[Math.min(BINS - 1, (int) (level * BINS))]++;
    }
    double few = OUTLIERS * levels.length;
    int low = 0;
    for (int below = count[0]; below <= few && low < BINS - 1; ) {
      below += count[++low];
    }
    int high = BINS - 1;
    for (int above = count[high]; above <= few && high > low; ) {
      above += count[--high];
    }
    return new float[] {low / (float) BINS, (high + 1) / (float) BINS};
  }

  private int across(Shape shape) {
    return upright ? shape.box().height() : shape.box().width();
  }

  /** The shapes that may be letters. */
  private List<Shape> shapes(boolean[] set) {
    int across = upright ? height : width;
    int along = upright ? width : height;
    double longest = Math.max(across, Math.min(LONGEST * along, TOUCHING * (double) across));
    List<Shape> found = new ArrayList<>();
    boolean[] open = Arrays.copyOf(set, set.length);
    int[] stack = new int[set.length];
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        Shape shape = shape(open, i, stack);
        Box box = shape.box();
        int length = upright ? box.width() : box.height();
        boolean apart =
            box.column() > 0 && box.row() > 0 && box.right() < width && box.bottom() < height;
        if (apart && across(shape) >= LOWEST * across && length <= longest) {
          found.add(shape);
        }
      }
    }
    return found;
  }

  /** Takes a shape of pixels that touch each other, corners included. */
  private Shape shape(boolean[] open, int start, int[] stack) {
    int left = width;
    int right = 0;
    int top = height;
    int bottom = 0;
    int pixels = 0;
    int depth = 0;
    stack[depth++] = start;
    open[start] = false;
    while (depth > 0) {
      int i = stack[--depth];
      pixels++;
      int row = i / width;
      int column = i % width;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          int next = y * width + x;
          if (open[next]) {
            open[next] = false;
            stack[depth++] = next;
          }
        }
      }
    }
    return new Shape(new Box(left, top, right - left + 1, bottom - top + 1), pixels);
  }
}
