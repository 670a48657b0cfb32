/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.dicomdeid.codec.Box;

/** One place of a picture, with all detections that mean it, the surest first. */
final class TextPlace {

  /** Shared over joint area from which two detections are one place. */
  private static final double SAME = 0.5;

  /** Shared area over the smaller one's, from which parts of a line are one. */
  private static final double SHARED = 0.5;

  /** What a line with all its parts is as tall as any of them, at most. */
  private static final double ALIKE = 1.6;

  /** What a detection of a whole line spans of its place. */
  private static final double LONG = 0.8;

  /** How much taller than wide a column of words is at least. */
  private static final double COLUMN = 1.5;

  /** What a word takes up of the height of its column at most. */
  private static final double WORD = 0.6;

  private final List<Detection> detections = new ArrayList<>();
  private Box box;

  private TextPlace(Detection first) {
    detections.add(first);
    box = first.box();
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
      TextPlace place = new TextPlace(each);
      // A place that grew may now be one with others.
      for (TextPlace same = takeSame(places, place); same != null; same = takeSame(places, place)) {
        place.join(same);
      }
      places.add(place);
    }
    places.sort(Comparator.comparingDouble(TextPlace::score).reversed());
    return places;
  }

  private static TextPlace takeSame(List<TextPlace> places, TextPlace place) {
    for (Iterator<TextPlace> known = places.iterator(); known.hasNext(); ) {
      TextPlace each = known.next();
      if (same(each.box, place.box)) {
        known.remove();
        return each;
      }
    }
    return null;
  }

  private void join(TextPlace other) {
    detections.addAll(other.detections);
    detections.sort(Comparator.comparingDouble(Detection::score).reversed());
    box = box.union(other.box);
  }

  /**
   * Whether boxes mean the same place: nearly equal, or parts of one line. Lines one over the other
   * are not one place, however much their boxes overlap: together they read as nothing.
   */
  private static boolean same(Box one, Box other) {
    long shared = one.intersection(other).area();
    if (shared >= SAME * (one.area() + other.area() - shared)) {
      return true;
    }
    Box longer = elongation(one) >= elongation(other) ? one : other;
    boolean lying = longer.width() >= longer.height();
    return shared >= SHARED * Math.min(one.area(), other.area())
        && across(one.union(other), lying)
            <= ALIKE * Math.min(across(one, lying), across(other, lying));
  }

  private static double elongation(Box box) {
    return (double) Math.max(box.width(), box.height()) / Math.min(box.width(), box.height());
  }

  private static int across(Box box, boolean lying) {
    return lying ? box.height() : box.width();
  }

  /**
   * What else a tall place may be when it reads as nothing: short words one under the other, which
   * the search for vertical lines took for a line.
   */
  List<TextPlace> words() {
    if (box.height() < COLUMN * box.width()) {
      return List.of();
    }
    return group(
        detections.stream()
            .filter(each -> each.box().height() <= WORD * box.height())
            .filter(each -> each.box().height() < COLUMN * each.box().width())
            .toList());
  }

  /** The flattest detection that is about as long as the place. */
  Box line() {
    Box flattest = box;
    for (Detection each : detections) {
      Box candidate = each.box();
      boolean asLong =
          Math.max(candidate.width(), candidate.height())
              >= LONG * Math.max(box.width(), box.height());
      if (asLong
          && Math.min(candidate.width(), candidate.height())
              < Math.min(flattest.width(), flattest.height())) {
        flattest = candidate;
      }
    }
    return flattest;
  }

  double score() {
    return detections.get(0).score();
  }

  Box box() {
    return box;
  }
}
