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

  private final PpOcrRecogniser recogniser;
  private final ReadContinuation continuation;

  PlaceReader(PpOcrRecogniser recogniser) {
    this.recogniser = recogniser;
    this.continuation = new ReadContinuation(recogniser);
  }

  /** What a place says and how it had to be turned for it; nothing when it is no text. */
  Optional<ReadPlace> read(TextPlace place) throws IOException {
    ReadPlace best = null;
    List<PictureTurn> turns = TextJudge.turnsFor(place.box().grown(MARGIN, MARGIN));
    for (Detection seen : place.distinctViews()) {
      Picture view = seen.view();
      Box box = place.box().grown(MARGIN, MARGIN).within(view.width(), view.height());
      for (PictureTurn turn : turns) {
        Picture crop = turn.of(view, box);
        Reading reading = recogniser.read(crop, seen.inverted());
        double worth = TextJudge.worth(reading, box, turn);
        if (worth < TextJudge.SURE && turn == PictureTurn.NONE && TextJudge.mayBeOneSign(box)) {
          Reading again = Triple.one(recogniser.read(Triple.of(crop), seen.inverted()));
          double worthAgain = TextJudge.worth(again, box, turn);
          if (worthAgain > worth) {
            reading = again;
            worth = worthAgain;
          }
        }
        if (best == null || worth > best.worth()) {
          best =
              new ReadPlace(
                  box,
                  place.line(),
                  place.score(),
                  view,
                  seen.inverted(),
                  turn,
                  crop,
                  reading,
                  worth);
        }
        if (worth >= TextJudge.SURE) {
          return Optional.of(best);
        }
      }
      if (best != null && best.worth() >= TextJudge.TEXT) {
        // How it stands is plain; the other views may say it better.
        turns = List.of(best.turn());
      }
    }
    return best != null && TextJudge.isText(best) ? Optional.of(best) : Optional.empty();
  }

  /** The place with all of its line, as far as that reads. */
  ReadPlace follow(ReadPlace place) throws IOException {
    return continuation.follow(place);
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
