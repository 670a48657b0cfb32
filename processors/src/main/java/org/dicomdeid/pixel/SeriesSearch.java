/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomdeid.codec.Box;

/**
 * Finds text in one window of frames after the other. What stands still, as the text around a
 * moving organ does, is searched and read once: only where a view differs from what was searched
 * there last, however slowly it came to, is it searched again.
 */
final class SeriesSearch implements TextFinder.Series {

  /** Reads one place; empty when it is no text. */
  @FunctionalInterface
  interface Reader {
    Optional<FoundText> read(TextPlace place) throws IOException;
  }

  /**
   * Shared over joint area, from which boxes are one place that was detected a little otherwise.
   */
  private static final double SAME = 0.8;

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

  /** For each view, what it looked like where it was searched last. */
  private List<Picture> searched = List.of();

  private List<List<Detection>> detections = List.of();
  private Map<Box, Read> places = Map.of();

  SeriesSearch(TextSearch search, Reader reader) {
    this.search = search;
    this.reader = reader;
  }

  @Override
  public List<FoundText> find(List<Picture> views) throws IOException {
    requireOneSize(views);
    boolean follows = isLike(views);
    List<Picture> nowSearched = new ArrayList<>();
    List<List<Detection>> nowDetected = new ArrayList<>();
    List<Box> firstParts = List.of();
    for (int i = 0; i < views.size(); i++) {
      Picture view = views.get(i);
      List<Detection> detected = new ArrayList<>();
      List<Box> parts = List.of(new Box(0, 0, view.width(), view.height()));
      if (follows) {
        List<Detection> before = detections.get(i);
        List<Box> whole = before.stream().map(Detection::box).toList();
        parts = ChangedAreas.between(searched.get(i), view, whole);
        if (i > 0) {
          // Views are searched where they differ from the first, which looks otherwise now.
          List<Box> all = new ArrayList<>(parts);
          all.addAll(firstParts);
          parts = ChangedAreas.merged(all, whole);
        }
        for (Detection each : before) {
          if (parts.stream().noneMatch(part -> part.intersects(each.box()))) {
            detected.add(new Detection(view, each.inverted(), each.box(), each.score()));
          }
        }
      }
      firstParts = i == 0 ? parts : firstParts;
      detected.addAll(search.in(views, i, parts));
      nowSearched.add(follows ? ChangedAreas.updated(searched.get(i), view, parts) : view);
      nowDetected.add(detected);
    }
    List<FoundText> found = new ArrayList<>();
    Map<Box, Read> nowPlaces = new HashMap<>();
    for (TextPlace place : TextPlace.group(nowDetected.stream().flatMap(List::stream).toList())) {
      found.addAll(
          texts(
              place,
              it -> {
                Optional<Read> known = follows ? known(it.box(), views) : Optional.empty();
                Read read = known.isPresent() ? known.get() : new Read(reader.read(it));
                nowPlaces.put(it.box(), read);
                return read.text();
              }));
    }
    searched = nowSearched;
    detections = nowDetected;
    places = nowPlaces;
    return JoinedLines.withoutKnown(found);
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
        found.addAll(texts(place, reader));
      }
    }
    return JoinedLines.withoutKnown(found);
  }

  /** What a place says, or its words when it says nothing as a whole. */
  private static List<FoundText> texts(TextPlace place, Reader reader) throws IOException {
    Optional<FoundText> whole = reader.read(place);
    List<FoundText> texts = new ArrayList<>(whole.stream().toList());
    if (whole.isEmpty()) {
      for (TextPlace word : place.words()) {
        reader.read(word).ifPresent(texts::add);
      }
    }
    return texts;
  }

  /** What nearly the same place was read as, if it still looks the same. */
  private Optional<Read> known(Box box, List<Picture> views) {
    for (Map.Entry<Box, Read> each : places.entrySet()) {
      Box shared = each.getKey().intersection(box);
      if (shared.area() >= SAME * each.getKey().union(box).area()) {
        Box read = each.getValue().text().map(FoundText::box).orElse(each.getKey()).union(box);
        for (int i = 0; i < views.size(); i++) {
          if (ChangedAreas.isChanged(searched.get(i), views.get(i), read)) {
            return Optional.empty();
          }
        }
        return Optional.of(each.getValue());
      }
    }
    return Optional.empty();
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
