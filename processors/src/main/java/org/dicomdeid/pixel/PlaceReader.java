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

  /** A reading as sure as this needs no other. */
  private static final double SURE = 0.85;

  /** Outlines and soft edges of the letters reach beyond what the detector marks. */
  private static final int MARGIN = 2;

  private final PpOcrRecogniser recogniser;

  PlaceReader(PpOcrRecogniser recogniser) {
    this.recogniser = recogniser;
  }

  /** What a place says and how it had to be turned for it; nothing when it is no text. */
  Optional<ReadPlace> read(TextPlace place) throws IOException {
    ReadPlace best = null;
    for (Detection seen : place.distinctViews()) {
      Picture view = seen.view();
      Box box = place.box().grown(MARGIN, MARGIN).within(view.width(), view.height());
      for (PictureTurn turn : TextJudge.turnsFor(box)) {
        Picture crop = turn.of(view, box);
        Reading reading = recogniser.read(crop, seen.inverted());
        double worth = TextJudge.worth(reading, box, turn);
        if (worth < SURE && turn == PictureTurn.NONE && TextJudge.mayBeOneSign(box)) {
          Reading again = Triple.one(recogniser.read(Triple.of(crop), seen.inverted()));
          double worthAgain = TextJudge.worth(again, box, turn);
          if (worthAgain > worth) {
            reading = again;
            worth = worthAgain;
          }
        }
        if (best == null || worth > best.worth()) {
          best = new ReadPlace(box, place.line(), place.score(), crop, reading, worth);
        }
        if (worth >= SURE) {
          return Optional.of(best);
        }
      }
    }
    return best != null && TextJudge.isText(best) ? Optional.of(best) : Optional.empty();
  }

  /**
   * @param crop the place, turned upright
   * @param worth how much the reading speaks for text, 0 to 1
   */
  record ReadPlace(Box box, Box line, double score, Picture crop, Reading reading, double worth) {

    FoundText with(List<Reading> more) {
      return new FoundText(box, line, score, more);
    }
  }
}
