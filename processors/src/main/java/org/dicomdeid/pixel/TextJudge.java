/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;
import org.dicomdeid.codec.Box;

/** Decides from a reading whether a place is text. In doubt it is: a miss tells a name. */
final class TextJudge {

  /** The least worth of a reading that speaks for text. */
  static final double TEXT = 0.5;

  /** A reading as sure as this needs no other. */
  static final double SURE = 0.85;

  /** From how much taller than wide a box is, it holds text that stands on its side. */
  static final double TALL = 1.5;

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

  /** Letters taller than this, in pixels, are read surely, or are bones. */
  static final int LARGE = 45;

  /** On small pictures, organs of fewer pixels look like letters too. */
  private static final double LARGE_OF_PICTURE = 0.4;

  /** How much taller than wide a place is that holds more than one sign. */
  private static final double COLUMN = 1.9;

  /** No single sign takes up so much of a picture, each way. */
  private static final double HALF = 0.5;

  /** More signs than bones mostly read as, so large and so unsure, are bones all the same. */
  private static final int VERY_LARGE = 90;

  private static final double LONG_WORTH = 0.75;

  /** Bones mostly do not read as more signs than this. */
  private static final int FEW_SIGNS = 4;

  /** A place that takes up so much of the picture, each way, is hardly ever text. */
  private static final double HUGE = 0.2;

  /** What faint letters have and bones have not; sizes as a share of the picture, and of height. */
  private static final double PLAIN_SCORE = 0.97;

  private static final double PLAIN_READING = 0.7;
  private static final double PLAIN_SIZE = 0.27;
  private static final double PLAIN_SIGN = 0.45;

  /**
   * What large letters have when they read the same again and again: measured on bones and words.
   */
  private static final double STEADY_SCORE = 0.93;

  private static final double STEADY_READING = 0.6;

  /** The signs that the marks of a ruler read as, and what they make up of it. */
  private static final String STROKES = "lI1i|!/\\+.:;'-_\u00B7,`~T";

  private static final double RULER = 0.8;
  private static final int RULER_SIGNS = 4;

  private TextJudge() {}

  /**
   * The turns in which text of such a box may stand, the likeliest first.
   *
   * @param closely whether to name all, or the likeliest
   */
  static List<PictureTurn> turnsFor(Box box, boolean closely) {
    if (box.height() > TALL * box.width()) {
      return closely
          ? List.of(PictureTurn.CLOCKWISE, PictureTurn.COUNTERCLOCKWISE, PictureTurn.NONE)
          : List.of(PictureTurn.CLOCKWISE, PictureTurn.COUNTERCLOCKWISE);
    }
    if (!closely) {
      return List.of(PictureTurn.NONE);
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
    if (place.worth() < SURE && isRuler(place.reading().text())) {
      return false;
    }
    if (signs(place.reading().text()) == 1
        && (size(place) > HALF * picture(place) || isColumn(place))) {
      return false;
    }
    if (place.worth() >= TEXT) {
      return true;
    }
    double longer = Math.max(place.box().width(), place.box().height());
    double shorter = Math.min(place.box().width(), place.box().height());
    return place.score() >= (shorter > LARGE ? PLAIN_SCORE : LINE_SCORE)
        && longer >= LINE_SHAPE * shorter
        && place.reading().confidence() >= LINE_READING
        && signs(place.reading().text()) > 1;
  }

  /**
   * Whether a place of text needs a second recogniser that reads the same: ribs and lungs look like
   * huge letters, but not like the same ones to both.
   */
  static boolean isDoubtful(PlaceReader.ReadPlace place) {
    int size = size(place);
    if (!isLarge(place) || isPlain(place, size)) {
      return false;
    }
    String text = place.reading().text();
    return signs(text) <= FEW_SIGNS
        ? place.worth() < SURE || size > HUGE * picture(place)
        : (size > VERY_LARGE && place.worth() < LONG_WORTH) || isOneSignAgain(text);
  }

  /** Whether a large place is shaped and read so that reading it again can tell it from bones. */
  static boolean mayProveSteady(PlaceReader.ReadPlace place) {
    String text = place.reading().text();
    return isLarge(place)
        && place.score() >= STEADY_SCORE
        && place.reading().confidence() >= TEXT
        && signs(text) > 1
        && !isRuler(text)
        && !isOneSignAgain(text);
  }

  /** So many of four more readings tell letters from bones; fewer where the detector is surest. */
  static int neededAlike(PlaceReader.ReadPlace place) {
    return place.score() >= PLAIN_SCORE ? 2 : 3;
  }

  /** Whether a place was read again with confidence, but for one sign in three or more. */
  static boolean isAlike(Reading again, Reading first) {
    String wanted = OcrFolding.skeleton(first.text());
    return again.confidence() >= STEADY_READING
        && ApproximateSearch.holds(
            OcrFolding.skeleton(again.text()), wanted, wanted.length() < 3 ? 0 : 1);
  }

  /** A tall place of which one letter reads holds more than that. */
  private static boolean isColumn(PlaceReader.ReadPlace place) {
    String sign = place.reading().text().strip();
    return place.box().height() > COLUMN * place.box().width() && STROKES.indexOf(sign) < 0;
  }

  private static boolean isLarge(PlaceReader.ReadPlace place) {
    return size(place) > Math.min(LARGE, LARGE_OF_PICTURE * picture(place));
  }

  private static int size(PlaceReader.ReadPlace place) {
    return Math.min(place.box().width(), place.box().height());
  }

  private static int picture(PlaceReader.ReadPlace place) {
    return Math.min(place.view().width(), place.view().height());
  }

  /** Whether a place is too much like a line of text to be a bone, though the letters are faint. */
  private static boolean isPlain(PlaceReader.ReadPlace place, int size) {
    int signs = signs(place.reading().text());
    return place.turn() == PictureTurn.NONE
        && signs > 1
        && place.score() >= PLAIN_SCORE
        && place.reading().confidence() >= PLAIN_READING
        && size <= PLAIN_SIZE * picture(place)
        && place.box().width() >= PLAIN_SIGN * signs * place.box().height();
  }

  /** Marks side by side read as strokes, or as the same letter again and again. */
  static boolean isRuler(String text) {
    String marks = text.replace(" ", "");
    long strokes = marks.chars().filter(sign -> STROKES.indexOf(sign) >= 0).count();
    return marks.length() >= RULER_SIGNS
        && Math.max(strokes, mostAlike(marks, Character::isLetter)) >= RULER * marks.length();
  }

  /** Ribs side by side read as the same letter or digit again and again. */
  private static boolean isOneSignAgain(String text) {
    String marks = text.replace(" ", "");
    return mostAlike(marks, Character::isLetterOrDigit) >= RULER * marks.length();
  }

  private static long mostAlike(String marks, IntPredicate counts) {
    return marks
        .chars()
        .filter(counts)
        .mapToLong(sign -> marks.chars().filter(other -> other == sign).count())
        .max()
        .orElse(0);
  }

  /** Letters and digits of any script. */
  static int signs(String text) {
    return (int)
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .codePoints()
            .filter(Character::isLetterOrDigit)
            .count();
  }
}
