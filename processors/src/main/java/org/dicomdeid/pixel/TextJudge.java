/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.text.Normalizer;
import java.util.List;
import org.dicomdeid.codec.Box;

/** Decides from a reading whether a place is text. In doubt it is: a miss tells a name. */
final class TextJudge {

  private static final double TEXT = 0.5;
  private static final double TALL = 1.5;

  /** Single signs are what edges and bones read as. */
  private static final double SINGLE_SIGN = 0.65;

  /** Turned where nothing says so, or an ideograph: any crossing of edges resembles one. */
  private static final double SINGLE_SIGN_ODD = 0.92;

  private static final double TWO_SIGNS = 0.6;

  /** Much text reads as something when it is turned, but hardly any stands so. */
  private static final double TURNED = 0.85;

  /** A long, even place that the detector is sure of is text even when it hardly reads. */
  private static final double LINE_SCORE = 0.9;

  private static final double LINE_READING = 0.3;
  private static final double LINE_SHAPE = 3;

  private TextJudge() {}

  /** The turns in which text of such a box may stand, the likeliest first. */
  static List<PictureTurn> turnsFor(Box box) {
    if (box.height() > TALL * box.width()) {
      return List.of(PictureTurn.CLOCKWISE, PictureTurn.COUNTERCLOCKWISE, PictureTurn.NONE);
    }
    if (box.height() > 0.7 * box.width()) {
      return List.of(
          PictureTurn.NONE, PictureTurn.CLOCKWISE, PictureTurn.COUNTERCLOCKWISE, PictureTurn.HALF);
    }
    return List.of(PictureTurn.NONE, PictureTurn.HALF);
  }

  /**
   * The confidence, less for single signs, so that those which are text have at least {@link
   * #TEXT}.
   */
  static double worth(Reading reading, Box box, PictureTurn turn) {
    int signs = signs(reading.text());
    if (signs == 0) {
      return 0;
    }
    double needed = needed(reading.text(), signs, box, turn);
    double confidence = reading.confidence() * (isUnlikely(turn, box) ? TURNED : 1);
    return reading.confidence() >= needed ? confidence : confidence * TEXT;
  }

  private static double needed(String text, int signs, Box box, PictureTurn turn) {
    if (signs > 2) {
      return TEXT;
    }
    if (signs == 2) {
      return TWO_SIGNS;
    }
    boolean ideograph = text.codePoints().anyMatch(Character::isIdeographic);
    return isUnlikely(turn, box) || ideograph ? SINGLE_SIGN_ODD : SINGLE_SIGN;
  }

  static boolean mayBeOneSign(Box box) {
    return box.height() <= TALL * box.width() && box.width() <= TALL * box.height();
  }

  /** Text is turned where its box is tall, and hardly ever elsewhere. */
  private static boolean isUnlikely(PictureTurn turn, Box box) {
    return turn != PictureTurn.NONE && box.height() <= TALL * box.width();
  }

  static boolean isText(PlaceReader.ReadPlace place) {
    if (place.worth() >= TEXT) {
      return true;
    }
    double longer = Math.max(place.box().width(), place.box().height());
    double shorter = Math.min(place.box().width(), place.box().height());
    return place.score() >= LINE_SCORE
        && longer >= LINE_SHAPE * shorter
        && place.reading().confidence() >= LINE_READING
        && signs(place.reading().text()) > 1;
  }

  /** Letters and digits of any script. */
  private static int signs(String text) {
    return (int)
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .codePoints()
            .filter(Character::isLetterOrDigit)
            .count();
  }
}
