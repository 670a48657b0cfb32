/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomdeid.codec.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boxes, scores and readings as they were met on radiographs and on text over texture. */
class TextJudgeTest {

  @ParameterizedTest(name = "{0} of {1} x {2} in a picture of {3}")
  @CsvSource({
    "000, 642, 442, 2000, 0.947, 0.617, NONE",
    "100, 552, 453, 1560, 0.980, 0.820, NONE",
    "MN, 478, 499, 500, 0.986, 0.738, HALF",
    "CC, 535, 831, 1030, 0.985, 0.694, COUNTERCLOCKWISE",
    "177, 117, 211, 1060, 0.856, 0.655, COUNTERCLOCKWISE",
    "8, 127, 176, 580, 0.969, 0.824, NONE",
    "00000, 1261, 425, 2000, 0.965, 0.830, HALF",
    "18886, 678, 414, 1200, 0.961, 0.626, NONE",
    "77777, 212, 410, 1800, 0.877, 0.947, COUNTERCLOCKWISE"
  })
  void bones_that_read_as_letters_need_a_second_recogniser(
      String text,
      int width,
      int height,
      int picture,
      double score,
      double confidence,
      PictureTurn turn) {
    assertThat(TextJudge.isDoubtful(place(text, width, height, picture, score, confidence, turn)))
        .isTrue();
  }

  @ParameterizedTest(name = "{0} of {1} x {2} in a picture of {3}")
  @CsvSource({
    "Ito, 158, 104, 500, 0.994, 0.745, NONE",
    "1957, 243, 129, 500, 0.983, 0.978, NONE",
    "ROSS, 302, 113, 500, 0.994, 0.853, NONE",
    "902, 102, 46, 500, 0.970, 0.725, NONE",
    "RAO, 195, 89, 512, 0.995, 0.996, NONE",
    "KOWALSKI, 520, 112, 500, 0.960, 0.900, NONE",
    "L, 24, 28, 512, 0.700, 0.700, NONE"
  })
  void faint_large_letters_that_stand_as_a_line_do_not(
      String text,
      int width,
      int height,
      int picture,
      double score,
      double confidence,
      PictureTurn turn) {
    assertThat(TextJudge.isDoubtful(place(text, width, height, picture, score, confidence, turn)))
        .isFalse();
  }

  @ParameterizedTest(name = "{0} read again as {1}")
  @CsvSource({
    "WEBE, WEBER, 0.83, true",
    "Col, Cole, 0.62, true",
    "Wein, Weis, 0.82, true",
    "JT, JT, 0.71, true",
    "58, 5, 0.79, false",
    "1606, 16686, 0.40, false",
    "80, B0, 0.59, false",
    "885, 8, 0.62, false"
  })
  void letters_read_nearly_the_same_in_another_box_and_bones_do_not(
      String first, String again, double confidence, boolean alike) {
    assertThat(
            TextJudge.isAlike(
                new Reading(PpOcrRecogniser.NAME, again, confidence),
                new Reading(PpOcrRecogniser.NAME, first, 0.7)))
        .isEqualTo(alike);
  }

  private static PlaceReader.ReadPlace place(
      String text,
      int width,
      int height,
      int picture,
      double score,
      double confidence,
      PictureTurn turn) {
    Box box = new Box(0, 0, width, height);
    Picture view = new Picture(picture, picture, 1, new byte[picture * picture]);
    Reading reading = new Reading(PpOcrRecogniser.NAME, text, confidence);
    double worth = TextJudge.worth(reading, box, turn);
    return new PlaceReader.ReadPlace(box, box, score, view, false, turn, view, reading, worth);
  }

  @Test
  void a_first_look_tries_how_text_of_such_a_box_likeliest_stands_and_tall_boxes_both_ways() {
    assertThat(TextJudge.turnsFor(new Box(0, 0, 90, 20), false)).containsExactly(PictureTurn.NONE);
    assertThat(TextJudge.turnsFor(new Box(0, 0, 20, 20), false)).containsExactly(PictureTurn.NONE);
    assertThat(TextJudge.turnsFor(new Box(0, 0, 20, 90), false))
        .containsExactly(PictureTurn.CLOCKWISE, PictureTurn.COUNTERCLOCKWISE);
    assertThat(TextJudge.turnsFor(new Box(0, 0, 20, 20), true))
        .containsExactlyInAnyOrder(PictureTurn.values());
  }
}
