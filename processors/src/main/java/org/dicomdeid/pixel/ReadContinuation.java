/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * Follows a line of text beyond what the detector marked of it, by reading a little farther at both
 * ends: where letters cross something bright, the recogniser still tells them.
 */
final class ReadContinuation {

  /** How much farther is read at a time, in heights of the line. */
  private static final double FARTHER = 1.5;

  /** From the middle of a letter to its edge, at most, in heights of the line. */
  private static final double HALF_LETTER = 0.6;

  /** Less than this is no further letter but the edge of the last one, in heights of the line. */
  private static final double LETTER = 0.6;

  private static final int MOST_TIMES = 4;

  /** Between the darkest and the lightest of an area without letters, of 255. */
  private static final int FLAT = 16;

  /** So much of what lies beside a line is other text when all of it is. */
  private static final double KNOWN = 0.7;

  /** What a further letter spans of the levels that the line spans, at least. */
  private static final double ALIKE = 0.4;

  private final PpOcrRecogniser recogniser;

  ReadContinuation(PpOcrRecogniser recogniser) {
    this.recogniser = recogniser;
  }

  /**
   * The place with all of its line, and what all of it says; the same place when there is no more.
   *
   * @param others boxes of text that was found already, into which no line is followed
   */
  PlaceReader.ReadPlace follow(PlaceReader.ReadPlace place, List<Box> others) throws IOException {
    PlaceReader.ReadPlace whole = place;
    for (int i = 0; i < MOST_TIMES; i++) {
      PlaceReader.ReadPlace longer = farther(whole, others);
      int more = length(longer.box()) - length(whole.box());
      whole = longer;
      if (more < LETTER * size(whole)) {
        break;
      }
    }
    return whole;
  }

  private static int size(PlaceReader.ReadPlace place) {
    return Math.min(place.line().width(), place.line().height());
  }

  private static int length(Box box) {
    return Math.max(box.width(), box.height());
  }

  /** The box with what lies at its ends, but for an end at which nothing stands out as it does. */
  private static Box wider(Picture view, Box box, boolean lying, int more, List<Box> others) {
    Box whole = box;
    for (int end : new int[] {-1, 1}) {
      int shift = end < 0 ? -more : (lying ? box.width() : box.height());
      Box beside =
          (lying
                  ? new Box(box.column() + shift, box.row(), more, box.height())
                  : new Box(box.column(), box.row() + shift, box.width(), more))
              .within(view.width(), view.height());
      if (!beside.isEmpty()
          && others.stream()
              .noneMatch(it -> it.intersection(beside).area() >= KNOWN * beside.area())
          && span(view, beside) > Math.max(FLAT, ALIKE * span(view, box))) {
        whole = whole.union(beside);
      }
    }
    return whole;
  }

  /** From the darkest to the lightest of a box, in the channel where they lie farthest apart. */
  private static int span(Picture view, Box box) {
    int channels = view.channels();
    int span = 0;
    for (int channel = 0; channel < channels; channel++) {
      int least = 255;
      int greatest = 0;
      for (int row = box.row(); row < box.bottom(); row++) {
        for (int column = box.column(); column < box.right(); column++) {
          int i = (row * view.width() + column) * channels + channel;
          int level = view.samples()[i] & 0xFF;
          least = Math.min(least, level);
          greatest = Math.max(greatest, level);
        }
      }
      span = Math.max(span, greatest - least);
    }
    return span;
  }

  private PlaceReader.ReadPlace farther(PlaceReader.ReadPlace place, List<Box> others)
      throws IOException {
    Picture view = place.view();
    PictureTurn turn = place.turn();
    boolean lying = turn == PictureTurn.NONE || turn == PictureTurn.HALF;
    int size = size(place);
    int more = (int) Math.ceil(FARTHER * size);
    Box wider = wider(view, place.box(), lying, more, others);
    if (wider.equals(place.box())) {
      return place;
    }
    Picture crop = turn.of(view, wider);
    PpOcrRecogniser.Placed placed = recogniser.locate(crop, place.inverted());
    double worth = TextJudge.worth(placed.reading(), wider, turn);
    int signs = TextJudge.signs(placed.reading().text());
    if (placed.first() > placed.last()
        || worth < TextJudge.TEXT
        || signs < TextJudge.signs(place.reading().text())) {
      return place;
    }
    int left = Math.max(0, (int) (placed.first() * crop.width() - HALF_LETTER * size));
    int right =
        Math.min(crop.width(), (int) Math.ceil(placed.last() * crop.width() + HALF_LETTER * size));
    Box read = turn.back(new Box(left, 0, right - left, crop.height()), wider);
    Box whole =
        place
            .box()
            .union(
                new Box(
                    wider.column() + read.column(),
                    wider.row() + read.row(),
                    read.width(),
                    read.height()));
    boolean saysMore = signs > TextJudge.signs(place.reading().text());
    return new PlaceReader.ReadPlace(
        whole,
        place.line(),
        place.score(),
        view,
        place.inverted(),
        turn,
        saysMore ? turn.of(view, whole) : place.crop(),
        saysMore ? placed.reading() : place.reading(),
        saysMore ? worth : place.worth());
  }
}
