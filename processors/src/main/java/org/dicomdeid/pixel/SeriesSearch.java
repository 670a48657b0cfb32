/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dicomdeid.codec.Box;

/**
 * Finds text in one window of frames after the other. What stands still, as the text around a
 * moving organ does, is searched and read once: only where a view differs from what was searched
 * there last, however slowly it came to, is it searched again.
 */
final class SeriesSearch implements TextFinder.Series {

  /** Reads one place, knowing where text was found before; empty when it is no text. */
  @FunctionalInterface
  interface Reader {
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
   * @param text empty when it is no text
   */
  private record Read(Optional<FoundText> text) {}

  private final TextSearch search;
  private final Reader reader;
  private final Predicate<FoundText> settled;

  /** For each view, what it looked like where it was searched last. */
  private List<Picture> searched = List.of();

  private List<List<Detection>> detections = List.of();
  private Map<Box, Read> places = Map.of();

  SeriesSearch(TextSearch search, Reader reader, Predicate<FoundText> settled) {
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
        detected = search.in(views, i, List.of(new Box(0, 0, view.width(), view.height())));
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
                Optional<Read> known = follows ? known(it.box(), views) : Optional.empty();
                Read read = known.isPresent() ? known.get() : new Read(reader.read(it, others));
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
        .filter(place -> place.getValue().text().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public List<FoundText> findIn(Picture frame, List<Box> parts, boolean closely)
      throws IOException {
    List<FoundText> found = new ArrayList<>();
    for (TextPlace place : TextPlace.group(search.in(frame, parts, closely))) {
      if (Math.min(place.box().width(), place.box().height()) >= LEAST_SIDE) {
        found.addAll(texts(place, found, reader));
      }
    }
    return JoinedLines.withoutKnown(found);
  }

  /** What a place says, or its words when it says nothing as a whole. */
  private static List<FoundText> texts(TextPlace place, List<FoundText> before, Reader reader)
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

  /** What nearly the same place was read as, if it still looks the same, or goes in any case. */
  private Optional<Read> known(Box box, List<Picture> views) {
    for (Map.Entry<Box, Read> each : places.entrySet()) {
      if (isSame(each.getKey(), box)) {
        Optional<FoundText> text = each.getValue().text();
        Box read = text.map(FoundText::box).orElse(each.getKey()).union(box);
        if (IntStream.range(0, views.size())
            .noneMatch(i -> ChangedAreas.isChanged(searched.get(i), views.get(i), read))) {
          return Optional.of(each.getValue());
        }
        return text.filter(settled).map(it -> new Read(Optional.of(it.in(read))));
      }
    }
    return Optional.empty();
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
