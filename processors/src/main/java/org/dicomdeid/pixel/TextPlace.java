/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dicomdeid.codec.Box;

/** One place of a picture, with all detections that mean it, the surest first. */
final class TextPlace {

  /** Shared over joint area from which two detections are one place. */
  private static final double SAME = 0.5;

  private static final double INSIDE = 0.75;
  private static final double ALIKE = 1.6;

  private final List<Detection> detections = new ArrayList<>();

  private TextPlace(Detection first) {
    detections.add(first);
  }

  /** One detection for each view and polarity, the surest first. */
  List<Detection> distinctViews() {
    List<Detection> distinct = new ArrayList<>();
    for (Detection each : detections) {
      if (distinct.stream()
          .noneMatch(d -> d.view() == each.view() && d.inverted() == each.inverted())) {
        distinct.add(each);
      }
    }
    return distinct;
  }

  /** Places of all detections, in the order of their scores. */
  static List<TextPlace> group(List<Detection> detections) {
    List<Detection> sorted = new ArrayList<>(detections);
    sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
    List<TextPlace> places = new ArrayList<>();
    for (Detection each : sorted) {
      TextPlace known = null;
      for (TextPlace place : places) {
        if (place.holds(each)) {
          known = place;
          break;
        }
      }
      if (known == null) {
        places.add(new TextPlace(each));
      } else {
        known.detections.add(each);
      }
    }
    return places;
  }

  private boolean holds(Detection other) {
    for (Detection each : detections) {
      Box one = each.box();
      Box two = other.box();
      long shared = one.intersection(two).area();
      if (shared >= SAME * (one.area() + two.area() - shared)) {
        return true;
      }
      // A part of the same line, seen whole elsewhere.
      if (shared >= INSIDE * Math.min(one.area(), two.area())
          && (alike(one.height(), two.height()) || alike(one.width(), two.width()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean alike(int one, int other) {
    return Math.max(one, other) <= ALIKE * Math.min(one, other);
  }

  double score() {
    return detections.get(0).score();
  }

  Box box() {
    Box box = detections.get(0).box();
    for (Detection each : detections) {
      box = box.union(each.box());
    }
    return box;
  }
}
