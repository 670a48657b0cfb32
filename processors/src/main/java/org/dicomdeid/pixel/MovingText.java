/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dicomdeid.codec.Box;

/**
 * Looks frame by frame for text that moves: in the projections of a window it smears, and where it
 * stood on the first frame it is no more. A few frames are looked at first; only when they show
 * text that is not known yet, all are.
 */
final class MovingText {

  /** Every so many frames one is looked at, so that little text passes between them. */
  private static final int STRIDE = 3;

  /** What a sign is as wide as at most, in heights of its line with what lies around it. */
  private static final double SIGN = 0.6;

  /** What one of several signs takes up of a line at most. */
  private static final double SEVERAL = 0.35;

  private final PixelImage image;
  private final TextFinder.Series series;

  /** Text on one frame. */
  record Sighting(FrameWindow frame, FoundText text) {}

  MovingText(PixelImage image, TextFinder.Series series) {
    this.image = image;
    this.series = series;
  }

  /**
   * Text on the frames of a window that its projections did not tell.
   *
   * @param areas where it may be
   * @param isKnown of which places it is known what becomes of them on all frames of the window
   * @param goes whether a text of another place must go
   */
  List<Sighting> in(
      FrameWindow window, List<Box> areas, Predicate<Box> isKnown, Predicate<FoundText> goes)
      throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    if (shows(window, areas, isKnown, goes)) {
      for (int frame = window.first(); frame <= window.last(); frame++) {
        sightings.addAll(on(frame, areas, true, isKnown, goes));
      }
    }
    return sightings;
  }

  /**
   * Text that must go from places whose text stays, on those frames of a window on which something
   * else stands there. Each frame is judged by what it shows itself, unless no more than one sign
   * of a place, as of a counter, is another than on a frame that was read.
   */
  List<Sighting> instead(FrameWindow window, List<Box> places, TextDecision decision)
      throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    Map<Box, Look> looks = new HashMap<>();
    for (int index = window.first(); index <= window.last() && !places.isEmpty(); index++) {
      FrameWindow frame = FrameWindow.alone(image, index);
      List<Picture> shown = frame.views();
      List<Box> other =
          places.stream()
              .filter(it -> !looks.containsKey(it) || !isNearlyAs(looks.get(it).shown, shown, it))
              .toList();
      List<FoundText> texts = toGo(frame, other, decision);
      for (Box place : other) {
        looks.put(
            place,
            new Look(shown, texts.stream().filter(it -> it.box().intersects(place)).toList()));
      }
      looks.values().stream()
          .flatMap(look -> look.texts.stream())
          .distinct()
          .forEach(text -> sightings.add(new Sighting(frame, text)));
    }
    return sightings;
  }

  /** What a place showed when it was read last, and what of it must go. */
  private record Look(List<Picture> shown, List<FoundText> texts) {}

  private List<FoundText> toGo(FrameWindow frame, List<Box> places, TextDecision decision)
      throws IOException {
    List<FoundText> texts = new ArrayList<>();
    for (Picture view : places.isEmpty() ? List.<Picture>of() : frame.views()) {
      List<FoundText> found = series.findIn(view, places, true, place -> false);
      List<FoundText> kept = decision.kept(found);
      for (FoundText text : found) {
        if (!kept.contains(text) && !decision.isPartOfKept(text, kept)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /**
   * Whether what differs in a place with a line of text is one of several signs at most, in any
   * view.
   */
  private static boolean isNearlyAs(List<Picture> one, List<Picture> other, Box place) {
    return IntStream.range(0, one.size())
        .allMatch(view -> isNearlyAs(one.get(view), other.get(view), place));
  }

  private static boolean isNearlyAs(Picture one, Picture other, Box place) {
    boolean lying = place.width() >= place.height();
    int across = Math.min(place.width(), place.height());
    int along = Math.max(place.width(), place.height());
    Box changed = Movement.changed(one, other, place);
    return (lying ? changed.width() : changed.height()) <= Math.min(SIGN * across, SEVERAL * along);
  }

  private boolean shows(
      FrameWindow window, List<Box> areas, Predicate<Box> isKnown, Predicate<FoundText> goes)
      throws IOException {
    if (!areas.isEmpty()) {
      for (int frame = window.first() + STRIDE - 1; frame <= window.last(); frame += STRIDE) {
        if (!on(frame, areas, false, isKnown, goes).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Sighting> on(
      int index,
      List<Box> areas,
      boolean closely,
      Predicate<Box> isKnown,
      Predicate<FoundText> goes)
      throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    FrameWindow frame = FrameWindow.alone(image, index);
    for (Picture view : frame.views()) {
      for (FoundText text : series.findIn(view, areas, closely, isKnown)) {
        if (!isKnown.test(text.box()) && goes.test(text)) {
          sightings.add(new Sighting(frame, text));
        }
      }
    }
    return sightings;
  }
}
