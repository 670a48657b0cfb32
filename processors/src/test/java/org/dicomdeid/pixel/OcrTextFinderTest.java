/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.codec.Box;
import org.dicomdeid.profile.PixelPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OcrTextFinderTest {

  private static final OcrTextFinder FINDER =
      new OcrTextFinder(OcrSettings.concurrent(2), text -> text.length() < 8);

  @AfterAll
  static void close() throws IOException {
    FINDER.close();
  }

  @ParameterizedTest(name = "ink {0} on {1}, size {2}, turned by {3} quarters")
  @CsvSource({
    "255, 0, 20, 0",
    "0, 255, 20, 0",
    "200, 60, 12, 0",
    "255, 0, 44, 0",
    "255, 30, 16, 1",
    "255, 30, 16, 3",
    "255, 0, 18, 2"
  })
  void finds_a_name_with_all_its_strokes_and_reads_it(
      int ink, int background, int size, int quarters) throws IOException {
    Picture picture =
        new FontLettering(400, 400, background)
            .draw("LINDQVIST", 200, 200, size, ink, quarters)
            .picture();
    Box strokes = FontLettering.strokes(picture, background);

    List<FoundText> found = FINDER.find(List.of(picture));

    assertThat(found).hasSize(1);
    Box box = found.get(0).box();
    assertThat(box.union(strokes)).as("all strokes are in the box").isEqualTo(box);
    assertThat(box.area()).isLessThan(strokes.grown(10, 10).area());
    assertThat(found.get(0).readings()).hasSize(1);
    assertThat(found.get(0).readings().get(0).text()).contains("LINDQVIS");
  }

  @ParameterizedTest(name = "size {0}, ink {1} on {2}, turned by {3} quarters")
  @CsvSource({
    "100, 150, 90, 3",
    "130, 200, 60, 1",
    "160, 150, 90, 0",
    "160, 40, 120, 1",
    "160, 200, 60, 2",
    "160, 200, 60, 3"
  })
  void finds_a_word_in_large_letters_however_it_stands(
      int size, int ink, int background, int quarters) throws IOException {
    int column = new int[] {60, 200, 470, 300}[quarters];
    int baseline = new int[] {300, 40, 200, 480}[quarters];
    Picture picture =
        new FontLettering(512, 512, background)
            .draw("LEE", column, baseline, size, ink, quarters)
            .picture();

    assertThat(FINDER.find(List.of(picture))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"R, 14, 0", "R, 20, 0", "R, 30, 0", "L, 20, 3", "L, 30, 3"})
  void a_single_letter_is_read_alike_by_both_recognisers_also_on_its_side(
      String letter, int size, int quarters) throws IOException {
    Picture picture =
        new FontLettering(320, 240, 20).draw(letter, 40, 60, size, 240, quarters).picture();

    List<FoundText> found = FINDER.find(List.of(picture));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).readings())
        .extracting(reading -> OcrFolding.letters(reading.text()))
        .containsExactly(letter, letter);
  }

  @Test
  void a_first_look_that_saw_more_is_not_overruled_by_a_closer_one() {
    assertThat(TesseractRecogniser.saysMore(new Reading("tesseract", "L Smith", 0.3), "L"))
        .isTrue();
    assertThat(TesseractRecogniser.saysMore(new Reading("tesseract", "L Li", 0.3), "L")).isTrue();
    assertThat(TesseractRecogniser.saysMore(new Reading("tesseract", "[cx |", 0.8), "R")).isFalse();
    assertThat(TesseractRecogniser.saysMore(new Reading("tesseract", "MI 9.8", 0.8), "MI 0.8"))
        .isFalse();
  }

  @Test
  void reads_a_short_token_with_both_recognisers() throws IOException {
    Picture picture =
        new FontLettering(320, 240, 0)
            .draw("R", 20, 60, 30, 255, 0)
            .draw("Gain 45", 120, 160, 22, 255, 0)
            .picture();

    List<FoundText> found = FINDER.find(List.of(picture));

    assertThat(found)
        .extracting(
            text -> text.readings().stream().map(Reading::recogniser).toList(),
            text -> text.readings().stream().map(r -> r.text().replace(" ", "")).toList())
        .containsExactlyInAnyOrder(
            tuple(List.of("pp-ocr", "tesseract"), List.of("R", "R")),
            tuple(List.of("pp-ocr", "tesseract"), List.of("Gain45", "Gain45")));
  }

  @Test
  void short_words_one_under_the_other_are_found_one_by_one() throws IOException {
    FontLettering page = new FontLettering(640, 480, 0);
    String[] words = {"Ng", "Ho", "Xi", "Wu", "Al", "Jo", "Vu", "Ek"};
    for (int i = 0; i < words.length; i++) {
      page.draw(words[i], 20 + 150 * (i / 4), 40 + 60 * (i % 4), 20, 255, 0);
    }
    Picture picture = page.picture();
    List<FoundText> found = FINDER.find(List.of(picture));
    for (int i = 0; i < words.length; i++) {
      Box word = new Box(24 + 150 * (i / 4), 30 + 60 * (i % 4), 12, 8);
      assertThat(found)
          .as(words[i])
          .anyMatch(it -> it.box().intersection(word).area() == word.area());
    }
  }

  @Test
  void lines_that_run_into_each_other_are_found_though_together_they_read_as_nothing()
      throws IOException {
    Picture picture =
        new FontLettering(320, 240, 0)
            .draw("MI 0.8", 20, 60, 30, 255, 0)
            .draw("12/03/1957", 20, 76, 30, 255, 0)
            .draw("120 kVp", 20, 92, 30, 255, 0)
            .picture();
    Box strokes = FontLettering.strokes(picture, 0);

    List<FoundText> found = FINDER.find(List.of(picture));

    assertThat(found)
        .anySatisfy(text -> assertThat(text.box().union(strokes)).isEqualTo(text.box()));
    assertThat(found).allMatch(text -> !text.looks().isEmpty());
    TextDecision decision = new TextDecision(PixelPolicy.REDACT_TEXT, BurnedIdentifiers.none());
    assertThat(found).allMatch(it -> decision.decide(it) == TextDecision.Verdict.REDACT);
  }

  @Test
  void finds_nothing_on_noise_and_gradients() throws IOException {
    byte[] noise = new byte[320 * 240];
    new Random(5).nextBytes(noise);
    byte[] gradient = new byte[320 * 240];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (byte) (i % 320 * 255 / 320);
    }

    assertThat(FINDER.find(List.of(new Picture(320, 240, 1, noise)))).isEmpty();
    assertThat(FINDER.find(List.of(new Picture(320, 240, 1, gradient)))).isEmpty();
  }

  @Test
  void finds_text_that_only_a_later_view_shows() throws IOException {
    Picture plain = new FontLettering(320, 240, 20).picture();
    Picture lettered =
        new FontLettering(320, 240, 20).draw("OKONKWO", 60, 120, 20, 255, 0).picture();

    assertThat(FINDER.find(List.of(plain, plain, lettered))).hasSize(1);
  }

  @Test
  void names_a_place_once_that_all_views_show() throws IOException {
    Picture one = new FontLettering(320, 240, 0).draw("OKONKWO", 60, 120, 20, 255, 0).picture();
    Picture other = new FontLettering(320, 240, 60).draw("OKONKWO", 60, 120, 20, 255, 0).picture();

    assertThat(FINDER.find(List.of(one, other))).hasSize(1);
  }

  @ParameterizedTest(name = "{0} × {1}")
  @CsvSource({"32, 32", "1000, 24", "24, 1000", "1, 1", "5, 700"})
  void takes_pictures_of_every_shape(int width, int height) throws IOException {
    assertThat(FINDER.find(List.of(new FontLettering(width, height, 0).picture()))).isEmpty();
  }

  @Test
  void finds_a_word_across_the_border_of_two_tiles() throws IOException {
    OcrSettings small =
        new OcrSettings(1, 1, OcrSettings.concurrent(1).maxPixels() / 2, Optional.empty());
    try (OcrTextFinder finder = new OcrTextFinder(small, text -> false)) {
      Picture picture =
          new FontLettering(1400, 500, 0)
              .draw("THISTLEWOOD LYSANDER MARGUERITE", 400, 250, 36, 255, 0)
              .picture();
      Box strokes = FontLettering.strokes(picture, 0);

      List<FoundText> found = finder.find(List.of(picture));

      boolean[] covered = new boolean[1400];
      for (FoundText each : found) {
        Arrays.fill(covered, each.box().column(), each.box().right(), true);
      }
      for (int x = strokes.column(); x < strokes.right(); x++) {
        boolean gap = !covered[x] && columnHasInk(picture, x);
        assertThat(gap).as("uncovered ink in column " + x).isFalse();
      }
    }
  }

  @Test
  void two_threads_at_once_find_what_one_finds() throws Exception {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pictures.add(
          new FontLettering(300, 200, 10 * i)
              .draw("ID " + (4711 + i), 20 + 5 * i, 60, 16, 255, 0)
              .draw("MI 0." + i, 120, 150, 18, 255, 0)
              .picture());
    }
    List<List<FoundText>> alone = new ArrayList<>();
    for (Picture each : pictures) {
      alone.add(FINDER.find(List.of(each)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<FoundText>>> together = new ArrayList<>();
      for (Picture each : pictures) {
        together.add(threads.submit(() -> FINDER.find(List.of(each))));
      }
      for (int i = 0; i < pictures.size(); i++) {
        assertThat(together.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(alone.get(i));
        assertThat(alone.get(i)).hasSize(2);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void names_its_engines_without_loading_them() throws IOException {
    try (OcrTextFinder finder = new OcrTextFinder(OcrSettings.concurrent(1))) {
      assertThat(finder.engines())
          .extracting(TextFinder.Engine::role, TextFinder.Engine::name)
          .containsExactly(
              tuple("detector", "pp-ocr-dbnet"),
              tuple("recogniser", "pp-ocr"),
              tuple("recogniser", "tesseract"));
      assertThat(finder.engines())
          .allSatisfy(engine -> assertThat(engine.modelSha256()).hasSize(64));
    }
  }

  private static boolean columnHasInk(Picture picture, int column) {
    for (int y = 0; y < picture.height(); y++) {
      if ((picture.samples()[y * picture.width() + column] & 0xff) > 120) {
        return true;
      }
    }
    return false;
  }
}
