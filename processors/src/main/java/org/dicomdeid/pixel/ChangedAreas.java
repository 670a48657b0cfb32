/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.codec.Box;

/** Where a picture differs from another so that there may be other text. */
final class ChangedAreas {

  /** Grey levels by which noise differs from one frame to the next, but no legible letter. */
  private static final int NOISE = 20;

  /** Fewer pixels than this are no letter's. */
  private static final int SPECKS = 2;

  /** Pixels each way of the parts that are told apart. */
  private static final int BLOCK = 16;

  /** What is searched around a change, in pixels: where letters end must show. */
  private static final int SURROUNDINGS = 24;

  /** How much more than two boxes what holds both may be, so that both are searched at once. */
  private static final double JOINT = 1.3;

  /** Where most of a picture changes, all of it is searched at once. */
  private static final double MOST = 0.85;

  /** So many boxes are no saving any more. */
  private static final int MANY = 200;

  private ChangedAreas() {}

  /**
   * The changed boxes, with surroundings.
   *
   * @param whole boxes that must not be cut: one that is touched is taken in
   */
  static List<Box> between(Picture before, Picture now, List<Box> whole) {
    int across = (now.width() + BLOCK - 1) / BLOCK;
    int down = (now.height() + BLOCK - 1) / BLOCK;
    int[] changed = changes(before, now, across, down);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] >= SPECKS) {
        boxes.add(
            take(changed, i, across, down)
                .grown(SURROUNDINGS, SURROUNDINGS)
                .within(now.width(), now.height()));
      }
    }
    Box all = new Box(0, 0, now.width(), now.height());
    if (boxes.size() > MANY) {
      return List.of(all);
    }
    List<Box> apart = merged(boxes, whole);
    long area = apart.stream().mapToLong(Box::area).sum();
    return area <= MOST * all.area() ? apart : List.of(all);
  }

  /** Boxes around what is white in a picture that is black elsewhere, with surroundings. */
  static List<Box> of(Picture changes) {
    byte[] black = new byte[changes.samples().length];
    return between(new Picture(changes.width(), changes.height(), 1, black), changes, List.of());
  }

  /**
   * Whether a box shows something else than before, in any one of the blocks that it touches: what
   * differs here is searched again by {@link #between}.
   */
  static boolean isChanged(Picture before, Picture now, Box box) {
    Box inside = box.within(now.width(), now.height());
    for (int top = inside.row(); top < inside.bottom(); top = (top / BLOCK + 1) * BLOCK) {
      int bottom = Math.min(inside.bottom(), (top / BLOCK + 1) * BLOCK);
      for (int left = inside.column(); left < inside.right(); left = (left / BLOCK + 1) * BLOCK) {
        int right = Math.min(inside.right(), (left / BLOCK + 1) * BLOCK);
        if (changes(before, now, new Box(left, top, right - left, bottom - top)) >= SPECKS) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many samples of a box differ. */
  private static int changes(Picture before, Picture now, Box box) {
    int channels = now.channels();
    int changed = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      int first = (row * now.width() + box.column()) * channels;
      for (int i = first; i < first + box.width() * channels; i++) {
        changed += isChanged(before.samples()[i], now.samples()[i]) ? 1 : 0;
      }
    }
    return changed;
  }

  private static boolean isChanged(byte before, byte now) {
    return Math.abs((before & 0xff) - (now & 0xff)) > NOISE;
  }

  /** How many pixels of each block changed. */
  private static int[] changes(Picture before, Picture now, int across, int down) {
    int[] changed = new int[across * down];
    int channels = now.channels();
    byte[] a = before.samples();
    byte[] b = now.samples();
    int stride = now.width() * channels;
    for (int y = 0; y < now.height(); y++) {
      int row = y / BLOCK * across;
      for (int x = 0, i = y * stride; x < stride; x++, i++) {
        if (isChanged(a[i], b[i])) {
          changed[row + x / channels / BLOCK]++;
        }
      }
    }
    return changed;
  }

  /** The box around changed blocks that touch each other, corners included; clears them. */
  private static Box take(int[] changed, int start, int across, int down) {
    int[] stack = new int[changed.length];
    int depth = 0;
    stack[depth++] = start;
    changed[start] = 0;
    Box box = block(start, across);
    while (depth > 0) {
      int at = stack[--depth];
      box = box.union(block(at, across));
      for (int y = Math.max(0, at / across - 1); y <= Math.min(down - 1, at / across + 1); y++) {
        for (int x = Math.max(0, at % across - 1);
            x <= Math.min(across - 1, at % across + 1);
            x++) {
          int next = y * across + x;
          if (changed[next] >= SPECKS) {
            changed[next] = 0;
            stack[depth++] = next;
          }
        }
      }
    }
    return box;
  }

  private static Box block(int at, int across) {
    return new Box(at % across * BLOCK, at / across * BLOCK, BLOCK, BLOCK);
  }

  /**
   * The boxes, joined where they touch and little lies between them, each with all of what it
   * touches of those not to be cut.
   */
  private static List<Box> merged(List<Box> boxes, List<Box> whole) {
    List<Box> apart = new ArrayList<>();
    for (Box box : boxes) {
      Box grown = box;
      for (boolean grows = true; grows; ) {
        Box before = grown;
        for (Box each : whole) {
          grown = each.intersects(grown) ? grown.union(each) : grown;
        }
        for (Box each : List.copyOf(apart)) {
          if (areNearlyOne(each, grown)) {
            grown = grown.union(each);
            apart.remove(each);
          }
        }
        grows = !grown.equals(before);
      }
      apart.add(grown);
    }
    return apart;
  }

  private static boolean areNearlyOne(Box one, Box other) {
    long shared = one.intersection(other).area();
    return shared > 0 && one.union(other).area() <= JOINT * (one.area() + other.area() - shared);
  }

  /**
   * A copy of a picture with what another shows otherwise in these boxes. What differs by no more
   * than noise stays, so that it is noticed when it goes on changing slowly.
   */
  static Picture updated(Picture before, Picture now, List<Box> boxes) {
    byte[] samples = Arrays.copyOf(before.samples(), before.samples().length);
    int channels = now.channels();
    for (Box box : boxes) {
      for (int row = box.row(); row < box.bottom(); row++) {
        int first = (row * now.width() + box.column()) * channels;
        for (int i = first; i < first + box.width() * channels; i++) {
          samples[i] = isChanged(samples[i], now.samples()[i]) ? now.samples()[i] : samples[i];
        }
      }
    }
    return new Picture(before.width(), before.height(), channels, samples);
  }
}
