/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dicomdeid.codec.Box;

/**
 * Finds text in one window of frames after the other. What stands still, as the text around a
 * moving organ does, is searched and read once: only where a view differs from what was searched
 * there last, however slowly it came to, is it searched again.
 */
final class SeriesSearch implements TextFinder.Series {

  /** Reads places. */
  @FunctionalInterface
  interface Reader {

    /**
     * What a place says; empty when it is no text.
     *
     * @param others where text was found before
     * @param closely whether to try all that a place may be, or what it is likeliest
     */
    Optional<FoundText> read(TextPlace place, List<Box> others, boolean closely) throws IOException;
  }

  /** A reader that may know a place. */
  @FunctionalInterface
  private interface Known {
    Optional<FoundText> read(TextPlace place, List<Box> others) throws IOException;
  }

  /**
   * Shared over joint area, from which boxes are one place that was detected a little otherwise.
   */
  private static final double SAME = 0.8;

  /** So much of a place lies in another that it is a part of. */
  private static final double PART = 0.7;

  /** By so many pixels the edges of one place differ when it is detected again, however small. */
  private static final int EDGE = 3;

  /** With what a detector marks around it, no letter is smaller, in pixels. */
  static final int LEAST_SIDE = 6;

  /**
   * What a place was read as.
   *
   * @param views in which it was detected, and so may have been read
   * @param texts one for each time that it was read, the last one last; empty when it is no text
   */
  private record Read(Set<Integer> views, List<FoundText> texts) {

    Optional<FoundText> text() {
      return texts.stream().reduce((before, after) -> after);
    }
  }

  private final TextSearch search;
  private final Reader reader;
  private final Predicate<List<FoundText>> settled;

  /** For each view, what it looked like where it was searched last. */
  private List<Picture> searched = List.of();

  private List<List<Detection>> detections = List.of();
  private Map<Box, Read> places = Map.of();

  SeriesSearch(TextSearch search, Reader reader, Predicate<List<FoundText>> settled) {
    this.search = search;
    this.reader = reader;
    this.settled = settled;
  }

  @Override
  public List<FoundText> find(List<Picture> views) throws IOException {
    requireOneSize(views);
    boolean follows = isLike(views);
    List<Picture> nowSearched = new ArrayList<>();
    List<List<Detection>> nowDetected = new ArrayList<>();
    List<Detection> lost = List.of();
    for (int i = 0; i < views.size(); i++) {
      Picture view = views.get(i);
      List<Detection> detected;
      if (follows) {
        Picture before = searched.get(i);
        List<Detection> changed = seenAs(view, detections.get(i), before, true);
        List<Box> parts =
            ChangedAreas.between(before, view, changed.stream().map(Detection::box).toList());
        detected = new ArrayList<>(seenAs(view, detections.get(i), before, false));
        // Where this view showed the same as the first one, only that was searched.
        detected.addAll(
            seenAs(view, lost, before, false).stream()
                .filter(each -> !ChangedAreas.isChanged(searched.get(0), before, each.box()))
                .toList());
        // What shows as it did and was detected then was seen for what it is.
        for (Detection each : search.in(views, i, parts)) {
          if (ChangedAreas.isChanged(before, view, each.box()) || !wasDetected(each.box())) {
            detected.add(each);
          }
        }
        lost = i == 0 ? changed : lost;
        nowSearched.add(ChangedAreas.updated(before, view, parts));
      } else {
        detected = search.in(views, i);
        nowSearched.add(view);
      }
      nowDetected.add(detected);
    }
    List<FoundText> found = new ArrayList<>();
    Map<Box, Read> nowPlaces = new HashMap<>();
    for (TextPlace place : TextPlace.group(nowDetected.stream().flatMap(List::stream).toList())) {
      found.addAll(
          texts(
              place,
              found,
              (it, others) -> {
                Read read = follows ? read(it, views, others) : read(it, views, others, List.of());
                nowPlaces.put(it.box(), read);
                return read.text();
              }));
    }
    searched = nowSearched;
    detections = nowDetected;
    places = nowPlaces;
    return JoinedLines.withoutKnown(found);
  }

  /** Those detections, as if of this view, whose places changed since before, or did not. */
  private static List<Detection> seenAs(
      Picture view, List<Detection> detections, Picture before, boolean changed) {
    return detections.stream()
        .filter(each -> ChangedAreas.isChanged(before, view, each.box()) == changed)
        .map(each -> new Detection(view, each.inverted(), each.box(), each.score()))
        .toList();
  }

  private boolean wasDetected(Box box) {
    return detections.stream()
        .flatMap(List::stream)
        .anyMatch(each -> each.box().intersection(box).area() >= PART * box.area());
  }

  @Override
  public List<Box> unread() {
    return places.entrySet().stream()
        .filter(place -> place.getValue().texts.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public List<FoundText> findIn(
      Picture frame, List<Box> parts, boolean closely, Predicate<Box> isKnown) throws IOException {
    List<FoundText> found = new ArrayList<>();
    for (TextPlace place : TextPlace.group(search.in(frame, parts, closely))) {
      if (Math.min(place.box().width(), place.box().height()) >= LEAST_SIDE
          && !isKnown.test(place.box())) {
        found.addAll(texts(place, found, (it, others) -> reader.read(it, others, closely)));
      }
    }
    return JoinedLines.withoutKnown(found);
  }

  /** What a place says, or its words when it says nothing as a whole. */
  private static List<FoundText> texts(TextPlace place, List<FoundText> before, Known reader)
      throws IOException {
    List<Box> others = before.stream().map(FoundText::box).toList();
    Optional<FoundText> whole = reader.read(place, others);
    List<FoundText> texts = new ArrayList<>(whole.stream().toList());
    if (whole.isEmpty()) {
      for (TextPlace word : place.words()) {
        reader.read(word, others).ifPresent(texts::add);
      }
    }
    return texts;
  }

  /**
   * What a place is: what nearly the same place was read as if it looks as it did wherever it was
   * detected, or goes in any case.
   */
  private Read read(TextPlace place, List<Picture> views, List<Box> others) throws IOException {
    for (Map.Entry<Box, Read> each : places.entrySet()) {
      if (isSame(each.getKey(), place.box())) {
        Read before = each.getValue();
        Box box = before.text().map(FoundText::box).orElse(each.getKey()).union(place.box());
        Set<Integer> seenIn = indices(place, views);
        if (before.views.equals(seenIn)
            && seenIn.stream()
                .noneMatch(i -> ChangedAreas.isChanged(searched.get(i), views.get(i), box))) {
          return before;
        }
        if (!before.texts.isEmpty() && settled.test(before.texts)) {
          List<FoundText> texts = new ArrayList<>(before.texts);
          texts.set(texts.size() - 1, texts.get(texts.size() - 1).in(box));
          return new Read(seenIn, texts);
        }
        return read(place, views, others, before.texts);
      }
    }
    return read(place, views, others, List.of());
  }

  private Read read(TextPlace place, List<Picture> views, List<Box> others, List<FoundText> before)
      throws IOException {
    List<FoundText> texts = new ArrayList<>();
    reader
        .read(place, others, true)
        .ifPresent(
            text -> {
              texts.addAll(before);
              texts.add(text);
            });
    return new Read(indices(place, views), texts);
  }

  private static Set<Integer> indices(TextPlace place, List<Picture> views) {
    return place.distinctViews().stream()
        .map(detection -> views.indexOf(detection.view()))
        .collect(Collectors.toSet());
  }

  private static boolean isSame(Box one, Box other) {
    Box both = one.union(other);
    Box shared = one.intersection(other);
    return shared.area() >= SAME * both.area()
        || (!shared.isEmpty()
            && shared.grown(EDGE, EDGE).union(both).equals(shared.grown(EDGE, EDGE)));
  }

  private static void requireOneSize(List<Picture> views) {
    for (Picture view : views) {
      if (view.width() != views.get(0).width() || view.height() != views.get(0).height()) {
        throw new IllegalArgumentException("views of one frame have one size");
      }
    }
  }

  private boolean isLike(List<Picture> views) {
    if (views.size() != searched.size()) {
      return false;
    }
    for (int i = 0; i < views.size(); i++) {
      Picture one = views.get(i);
      Picture other = searched.get(i);
      if (one.width() != other.width()
          || one.height() != other.height()
          || one.channels() != other.channels()) {
        return false;
      }
    }
    return true;
  }
}
