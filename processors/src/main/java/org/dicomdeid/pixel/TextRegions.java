/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * Reads boxes out of a map that holds, per pixel, the probability of lying in the core of a text
 * line. The network was trained on cores shrunk from the lines' edges, so boxes grow again.
 */
final class TextRegions {

  private static final float THRESHOLD = 0.3f;
  private static final double GROWTH = 1.6;
  private static final int SMALLEST_SIDE = 3;

  private final int width;
  private final int height;
  private final float[] map;
  private int[] stack = new int[1024];

  TextRegions(FloatBuffer values, int width, int height) {
    this.width = width;
    this.height = height;
    this.map = new float[width * height];
    values.get(map);
  }

  /** Connected regions, diagonal neighbours included, with a mean probability of at least this. */
  List<Scored> boxes(double minScore) {
    List<Scored> found = new ArrayList<>();
    for (int i = 0; i < map.length; i++) {
      if (map[i] > THRESHOLD) {
        Region region = take(i);
        double score = region.sum / region.count;
        if (score >= minScore && Math.min(region.width(), region.height()) >= SMALLEST_SIDE) {
          found.add(new Scored(region.grown(), score));
        }
      }
    }
    return found;
  }

  private Region take(int start) {
    Region region = new Region(start % width, start / width);
    int depth = 0;
    stack[depth++] = start;
    region.add(start % width, start / width, map[start]);
    map[start] = 0;
    while (depth > 0) {
      int at = stack[--depth];
      int x = at % width;
      int y = at / width;
      for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          int next = row * width + column;
          if (map[next] > THRESHOLD) {
            region.add(column, row, map[next]);
            map[next] = 0;
            if (depth == stack.length) {
              stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = next;
          }
        }
      }
    }
    return region;
  }

  /** A box of the map and the mean probability of its region. */
  record Scored(Box box, double score) {}

  private static final class Region {
    private int left;
    private int top;
    private int right;
    private int bottom;
    private int count;
    private double sum;

    Region(int x, int y) {
      left = right = x;
      top = bottom = y;
    }

    void add(int x, int y, float probability) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      count++;
      sum += probability;
    }

    int width() {
      return right - left + 1;
    }

    int height() {
      return bottom - top + 1;
    }

    Box grown() {
      int margin = (int) Math.ceil(count * GROWTH / (2.0 * (width() + height())));
      return new Box(left, top, width(), height()).grown(margin, margin);
    }
  }
}
