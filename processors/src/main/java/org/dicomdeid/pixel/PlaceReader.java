/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.Box;

/**
 * Reads places, and tells text from what only looks like it to the detector: bone reads as nothing,
 * or as a single sign.
 */
final class PlaceReader {

  /** Outlines and soft edges of the letters reach beyond what the detector marks. */
  private static final int MARGIN = 2;

  /**
   * Places of less than such a worth as they likeliest stand, and with less than such a score of
   * the detector, are not turned: of the places of the bench of pixels (3,915 of other seeds up to
   * a score of 0.6, 1,828 of seed 104) none of them read otherwise.
   */
  private static final double NOTHING = 0.2;

  private static final double UNLIKELY = 0.7;

  /** By how much of its height a box is made larger or smaller at each side to read it again. */
  private static final double[] GROWTHS = {-0.08, -0.04, 0.05, 0.1};

  private final PpOcrRecogniser recogniser;
  private final ReadContinuation continuation;

  PlaceReader(PpOcrRecogniser recogniser) {
    this.recogniser = recogniser;
    this.continuation = new ReadContinuation(recogniser);
  }

  /**
   * What a place says and how it had to be turned for it; nothing when it is no text.
   *
   * @param closely whether it may also be a single sign, or stand as text hardly ever does
   */
  Optional<ReadPlace> read(TextPlace place, boolean closely) throws IOException {
    ReadPlace best = null;
    List<Detection> views = place.distinctViews();
    for (PictureTurn turn : TextJudge.turnsFor(place.box().grown(MARGIN, MARGIN), closely)) {
      for (Detection seen : views) {
        ReadPlace read = read(place, seen, turn, closely);
        if (best == null || read.worth() > best.worth()) {
          best = read;
        }
        if (read.worth() >= TextJudge.SURE) {
          return Optional.of(read);
        }
      }
      if (best.worth() < NOTHING && place.score() < UNLIKELY) {
        return Optional.empty();
      }
      if (best.worth() >= TextJudge.TEXT) {
        // It is text; whether it stands otherwise, one view tells.
        ReadPlace plain = best;
        views =
            views.stream()
                .filter(it -> it.view() == plain.view() && it.inverted() == plain.inverted())
                .toList();
      }
    }
    return best != null && (TextJudge.isText(best) || isSteady(best))
        ? Optional.of(best)
        : Optional.empty();
  }

  /**
   * Whether a place reads nearly the same in boxes a little smaller and larger, which bones do not,
   * however much like letters they look.
   */
  boolean isSteady(ReadPlace place) throws IOException {
    if (!TextJudge.mayProveSteady(place)) {
      return false;
    }
    int alike = 0;
    for (double growth : GROWTHS) {
      int edge = (int) Math.round(growth * Math.min(place.box().width(), place.box().height()));
      Box box = place.box().grown(edge, edge).within(place.view().width(), place.view().height());
      Picture crop = place.turn().of(place.view(), box);
      alike += TextJudge.isAlike(recogniser.read(crop, place.inverted()), place.reading()) ? 1 : 0;
    }
    return alike >= TextJudge.neededAlike(place);
  }

  private ReadPlace read(TextPlace place, Detection seen, PictureTurn turn, boolean closely)
      throws IOException {
    Picture view = seen.view();
    Box box = place.box().grown(MARGIN, MARGIN).within(view.width(), view.height());
    Picture crop = turn.of(view, box);
    Reading reading = recogniser.read(crop, seen.inverted());
    double worth = TextJudge.worth(reading, box, turn);
    if (closely
        && worth < TextJudge.SURE
        && turn == PictureTurn.NONE
        && TextJudge.mayBeOneSign(box)) {
      Reading again = Triple.one(recogniser.read(Triple.of(crop), seen.inverted()));
      double worthAgain = TextJudge.worth(again, box, turn);
      if (worthAgain > worth) {
        reading = again;
        worth = worthAgain;
      }
    }
    return new ReadPlace(
        box, place.line(), place.score(), view, seen.inverted(), turn, crop, reading, worth);
  }

  /** The place with all of its line, as far as that reads and others do not tell it. */
  ReadPlace follow(ReadPlace place, List<Box> others) throws IOException {
    return continuation.follow(place, others);
  }

  /**
   * @param view where it was read
   * @param inverted whether it was read with dark and light exchanged
   * @param turn what brings it upright
   * @param crop the place, turned upright
   * @param worth how much the reading speaks for text, 0 to 1
   */
  record ReadPlace(
      Box box,
      Box line,
      double score,
      Picture view,
      boolean inverted,
      PictureTurn turn,
      Picture crop,
      Reading reading,
      double worth) {

    boolean isOneSign() {
      return reading.text().length() == 1 && TextJudge.mayBeOneSign(box);
    }

    FoundText with(List<Reading> more, List<String> looks) {
      return new FoundText(box, line, score, more, looks);
    }
  }
}
