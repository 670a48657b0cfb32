/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * Reads places that say nothing in one piece, because they are lines that stand so close that the
 * detector took them for one. Such a place has no reading of its own and must go, unless its lines
 * were found one by one as well.
 */
final class JoinedLines {

  /** The detector is as sure of text as this, though it does not read. */
  private static final double SURE = 0.95;

  private static final int MOST_LINES = 3;

  /** The lowest line that reads, in pixels. */
  private static final int LOWEST = 7;

  /** How far lines are read into their neighbours, in heights of a line. */
  private static final double OVERLAP = 0.15;

  /** What bones do not read as. */
  private static final int SIGNS = 3;

  private static final double CONFIDENT = 0.7;

  /** So much of a place lies in lines that were found one by one, when all of it does. */
  private static final double KNOWN = 0.6;

  private static final int MARGIN = 2;

  private final PpOcrRecogniser recogniser;

  JoinedLines(PpOcrRecogniser recogniser) {
    this.recogniser = recogniser;
  }

  /** What its lines say; empty when they say nothing either. */
  List<String> read(TextPlace place) throws IOException {
    List<String> lines = new ArrayList<>();
    Detection seen = place.distinctViews().get(0);
    Box box = place.box().grown(MARGIN, MARGIN).within(seen.view().width(), seen.view().height());
    for (PictureTurn turn : turns(place)) {
      Picture crop = turn.of(seen.view(), box);
      for (Box line : lines(crop)) {
        Reading reading = recogniser.read(PictureTurn.NONE.of(crop, line), seen.inverted());
        if (TextJudge.signs(reading.text()) >= SIGNS
            && reading.confidence() >= CONFIDENT
            && !TextJudge.isRuler(reading.text())) {
          lines.add(reading.text());
        }
      }
    }
    return lines;
  }

  private static List<PictureTurn> turns(TextPlace place) {
    Box box = place.box();
    if (place.score() < SURE || Math.min(box.width(), box.height()) < 2 * LOWEST) {
      return List.of();
    }
    return box.height() > TextJudge.TALL * box.width()
        ? List.of(PictureTurn.NONE, PictureTurn.CLOCKWISE, PictureTurn.COUNTERCLOCKWISE)
        : List.of(PictureTurn.NONE);
  }

  /** Where two lines may stand in an upright crop, or more. */
  private static List<Box> lines(Picture crop) {
    List<Box> lines = new ArrayList<>();
    for (int count = 2; count <= MOST_LINES; count++) {
      int height = crop.height() / count;
      int more = (int) (OVERLAP * height);
      for (int i = 0; i < count && height >= LOWEST && height <= TextJudge.LARGE; i++) {
        lines.add(
            new Box(0, i * height, crop.width(), height)
                .grown(0, more)
                .within(crop.width(), crop.height()));
      }
    }
    return lines;
  }

  /** All texts but the joined ones whose lines are among the others. */
  static List<FoundText> withoutKnown(List<FoundText> found) {
    return found.stream().filter(it -> !it.readings().isEmpty() || !isKnown(it, found)).toList();
  }

  private static boolean isKnown(FoundText joined, List<FoundText> found) {
    List<Box> lines =
        found.stream().filter(it -> !it.readings().isEmpty()).map(FoundText::box).toList();
    Box box = joined.box();
    long known = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        Box pixel = new Box(column, row, 1, 1);
        known += lines.stream().anyMatch(pixel::intersects) ? 1 : 0;
      }
    }
    return known >= KNOWN * box.area();
  }
}
