/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.codec.Box;

/** Where the frames of a window differ from each other by as much as letters do from a ground. */
final class Movement {

  /** Grey levels of 255 by which legible letters differ from what is under them. */
  private static final int LEGIBLE = 40;

  /** What changed in fewer pixels than this is no letter that came or went. */
  private static final int STROKE = 12;

  /** Around text of so many heights it is seen whether its letters went elsewhere. */
  private static final double AROUND = 0.5;

  private static final int LEAST_AROUND = 4;

  /** So much of its ink stays where it is while text stands still. */
  private static final double STILL = 0.85;

  /** The window as the object wants it to be shown, and as all its levels show it. */
  private final List<Scale> scales;

  private final int width;
  private final int height;

  private Movement(List<Scale> scales) {
    this.scales = scales;
    this.width = scales.get(0).start.width();
    this.height = scales.get(0).start.height();
  }

  static Movement of(
      FrameValues start, FrameValues lightest, FrameValues darkest, DisplayParameters display) {
    List<Scale> scales = new ArrayList<>();
    display
        .window()
        .ifPresent(
            window -> scales.add(Scale.of(start, lightest, darkest, window.low(), window.high())));
    // Text outside the window comes and goes as well.
    int low = darkest.range(display.padding())[0];
    int high = lightest.range(display.padding())[1];
    scales.add(Scale.of(start, lightest, darkest, low, high));
    return new Movement(scales);
  }

  /**
   * The parts of the picture in which letters may have moved: all that changed together with a
   * place that resembles text, unless that place is text that stands still.
   */
  List<Box> suspects(List<Box> texts, List<Box> unread) {
    boolean[] known = new boolean[width * height];
    texts.forEach(text -> mark(text, known));
    boolean[] calm = new boolean[known.length];
    List<Box> suspects = new ArrayList<>();
    for (Box text : texts) {
      int around = Math.max(LEAST_AROUND, (int) (AROUND * Math.min(text.width(), text.height())));
      Box wider = text.grown(around, around).within(width, height);
      if (changed(wider, known) >= STROKE && !isStill(text)) {
        suspects.add(wider);
      } else {
        mark(text, calm);
      }
    }
    for (Box place : unread) {
      if (Math.min(place.width(), place.height()) >= SeriesSearch.LEAST_SIDE
          && changed(place, known) >= STROKE) {
        suspects.add(place);
      }
    }
    if (suspects.isEmpty()) {
      return suspects;
    }
    return ChangedAreas.of(changes(calm)).stream()
        .filter(area -> suspects.stream().anyMatch(area::intersects))
        .toList();
  }

  /** Whether as much changed in a box as when a letter comes or goes. */
  boolean isChanged(Box box) {
    Box inside = box.within(width, height);
    int changed = 0;
    for (int row = inside.row(); row < inside.bottom(); row++) {
      for (int column = inside.column(); column < inside.right(); column++) {
        changed += isChanged(row * width + column) ? 1 : 0;
      }
    }
    return changed >= STROKE;
  }

  /** The smallest box in a box around what differs between two pictures as letters do. */
  static Box changed(Picture one, Picture other, Box box) {
    Box changed = new Box(0, 0, 0, 0);
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        if (differ(one, other, row * one.width() + column)) {
          Box pixel = new Box(column, row, 1, 1);
          changed = changed.isEmpty() ? pixel : changed.union(pixel);
        }
      }
    }
    return changed;
  }

  private void mark(Box box, boolean[] marked) {
    for (int row = box.row(); row < box.bottom(); row++) {
      int at = row * width;
      Arrays.fill(marked, at + box.column(), at + box.right(), true);
    }
  }

  /** White where something changed outside of text that is where it was. */
  private Picture changes(boolean[] calm) {
    byte[] changes = new byte[calm.length];
    for (int pixel = 0; pixel < calm.length; pixel++) {
      changes[pixel] = (byte) (!calm[pixel] && isChanged(pixel) ? 0xFF : 0);
    }
    return new Picture(width, height, 1, changes);
  }

  private int changed(Box box, boolean[] known) {
    int changed = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        int pixel = row * width + column;
        changed += !known[pixel] && isChanged(pixel) ? 1 : 0;
      }
    }
    return changed;
  }

  private boolean isChanged(int pixel) {
    return scales.stream().anyMatch(scale -> scale.isChanged(pixel));
  }

  private static boolean differ(Picture one, Picture other, int pixel) {
    for (int i = pixel * one.channels(); i < (pixel + 1) * one.channels(); i++) {
      if (Math.abs((one.samples()[i] & 0xFF) - (other.samples()[i] & 0xFF)) > LEGIBLE) {
        return true;
      }
    }
    return false;
  }

  /** Whether something in a box shows, and whatever shows of it keeps its place. */
  boolean isStill(Box box) {
    List<Scale> telling = scales.stream().filter(scale -> scale.contrast(box) > LEGIBLE).toList();
    return !telling.isEmpty() && telling.stream().allMatch(scale -> scale.isStill(box));
  }

  /** A window's pictures, all between the same two levels. */
  private record Scale(Picture start, Picture lightest, Picture darkest) {

    static Scale of(
        FrameValues start, FrameValues lightest, FrameValues darkest, double low, double high) {
      return new Scale(
          start.between(low, high), lightest.between(low, high), darkest.between(low, high));
    }

    boolean isChanged(int pixel) {
      return differ(lightest, darkest, pixel);
    }

    int contrast(Box box) {
      int[] range = range(box);
      return range[1] - range[0];
    }

    /** Whether the lighter, or the darker, half of the levels in a box keeps its place. */
    boolean isStill(Box box) {
      int[] range = range(box);
      int[] all = new int[2];
      int[] same = new int[2];
      for (int row = box.row(); row < box.bottom(); row++) {
        for (int column = box.column(); column < box.right(); column++) {
          int pixel = row * start.width() + column;
          int half = 2 * level(pixel) > range[0] + range[1] ? 1 : 0;
          all[half]++;
          same[half] += isChanged(pixel) ? 0 : 1;
        }
      }
      return same[0] >= STILL * all[0] || same[1] >= STILL * all[1];
    }

    private int[] range(Box box) {
      int low = 255;
      int high = 0;
      for (int row = box.row(); row < box.bottom(); row++) {
        for (int column = box.column(); column < box.right(); column++) {
          int level = level(row * start.width() + column);
          low = Math.min(low, level);
          high = Math.max(high, level);
        }
      }
      return new int[] {low, high};
    }

    /** The lightest channel of a pixel of the first frame. */
    private int level(int pixel) {
      int level = 0;
      for (int i = pixel * start.channels(); i < (pixel + 1) * start.channels(); i++) {
        level = Math.max(level, start.samples()[i] & 0xFF);
      }
      return level;
    }
  }
}
