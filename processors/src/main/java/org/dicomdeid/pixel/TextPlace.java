/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dicomdeid.codec.Box;

/** One place of a picture, with all detections that mean it, the surest first. */
final class TextPlace {

  /** Shared area over the smaller one's, from which two detections are one place. */
  private static final double SAME = 0.5;

  private final List<Detection> detections = new ArrayList<>();

  private TextPlace(Detection first) {
    detections.add(first);
  }

  List<Detection> detections() {
    return detections;
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
      long shared = each.box().intersection(other.box()).area();
      long all = each.box().area() + other.box().area() - shared;
      if (shared >= SAME * all) {
        return true;
      }
    }
    return false;
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
