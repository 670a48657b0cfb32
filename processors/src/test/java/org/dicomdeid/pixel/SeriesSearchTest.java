/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class SeriesSearchTest {

  private static final OcrTextFinder FINDER =
      new OcrTextFinder(OcrSettings.concurrent(1), text -> false);

  @AfterAll
  static void close() throws IOException {
    FINDER.close();
  }

  private static FontLettering screen() {
    return new FontLettering(480, 360, 20).draw("OKONKWO", 30, 40, 18, 255, 0);
  }

  private static List<String> read(TextFinder.Series series, FontLettering... views)
      throws IOException {
    return series.find(Arrays.stream(views).map(FontLettering::picture).toList()).stream()
        .map(text -> text.readings().get(0).text().strip())
        .sorted()
        .toList();
  }

  @Test
  void text_that_stands_still_is_found_in_every_window() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    for (int window = 0; window < 3; window++) {
      assertThat(read(series, screen())).containsExactly("OKONKWO");
    }
  }

  @Test
  void text_on_which_single_pixels_flicker_far_from_each_other_is_found() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    Picture plain = screen().picture();
    Box strokes = FontLettering.strokes(plain, 20);
    byte[] flickering = plain.samples().clone();
    for (int column : new int[] {strokes.column(), strokes.right() - 1}) {
      flickering[strokes.row() * plain.width() + column] ^= 0x40;
    }
    series.find(List.of(plain));

    assertThat(series.find(List.of(new Picture(plain.width(), plain.height(), 1, flickering))))
        .extracting(text -> text.readings().get(0).text())
        .containsExactly("OKONKWO");
  }

  @Test
  void text_that_comes_later_is_found_and_text_that_went_is_not() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    assertThat(read(series, screen())).containsExactly("OKONKWO");
    assertThat(read(series, screen().draw("LINDQVIST", 200, 250, 18, 255, 0)))
        .containsExactly("LINDQVIST", "OKONKWO");
    assertThat(
            read(series, new FontLettering(480, 360, 20).draw("LINDQVIST", 200, 250, 18, 255, 0)))
        .containsExactly("LINDQVIST");
  }

  @Test
  void a_line_that_changes_at_one_end_is_found_whole() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    FontLettering before =
        new FontLettering(480, 360, 20).draw("MARGUERITE THISTLEWOOD 1", 30, 40, 18, 255, 0);
    FontLettering after =
        new FontLettering(480, 360, 20).draw("MARGUERITE THISTLEWOOD 8", 30, 40, 18, 255, 0);
    series.find(List.of(before.picture()));

    List<FoundText> found = series.find(List.of(after.picture()));

    Box strokes = FontLettering.strokes(after.picture(), 20);
    Box all = found.stream().map(FoundText::box).reduce(Box::union).orElseThrow();
    assertThat(all.union(strokes)).isEqualTo(all);
  }

  @Test
  void text_that_fades_in_slowly_is_found_once_it_is_legible() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    int windows = 0;
    List<String> found = List.of();
    for (int ink = 20; ink <= 255 && found.size() < 2; ink += 12) {
      found = read(series, screen().draw("LINDQVIST", 200, 250, 18, ink, 0));
      windows++;
    }
    assertThat(found).contains("LINDQVIST");
    assertThat(windows).as("windows until it is found").isLessThan(12);
  }

  @Test
  void small_text_that_flickers_is_found_in_windows_that_follow_too() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    for (int window = 0; window < 3; window++) {
      FontLettering small =
          new FontLettering(640, 480, 20).draw("OKONKWO", 300, 240, 9, 150 + 40 * window, 0);
      Box calm = new Box(280, 220, 120, 40);
      Box strokes = FontLettering.strokes(small.picture(), 20);
      List<FoundText> found = series.find(List.of(noisyBeside(small.picture(), calm, window)));
      assertThat(found).as("window %d", window).isNotEmpty();
      Box all = found.stream().map(FoundText::box).reduce(Box::union).orElseThrow();
      assertThat(all.union(strokes)).as("window %d", window).isEqualTo(all);
    }
  }

  private static Picture noisyBeside(Picture picture, Box calm, int seed) {
    Random random = new Random(seed);
    byte[] samples = picture.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      Box pixel = new Box(i % picture.width(), i / picture.width(), 1, 1);
      samples[i] = pixel.intersects(calm) ? samples[i] : (byte) (20 + random.nextInt(60));
    }
    return new Picture(picture.width(), picture.height(), 1, samples);
  }

  /** Reads nothing itself, and counts how often it is asked. */
  private static final class CountingReader implements SeriesSearch.Reader {
    private int reads;

    @Override
    public Optional<FoundText> read(TextPlace place, List<Box> others, boolean closely) {
      reads++;
      return Optional.of(new FoundText(place.box(), place.score(), List.of()));
    }
  }

  private static TextFinder.Series counting(
      CountingReader reader, Predicate<List<FoundText>> settled) throws IOException {
    return new SeriesSearch(LoadedModels.load(OcrSettings.concurrent(1)).search(), reader, settled);
  }

  @Test
  void a_place_is_not_read_again_for_what_changes_where_it_is_not_seen() throws IOException {
    CountingReader reader = new CountingReader();
    TextFinder.Series series = counting(reader, texts -> false);
    FontLettering plain = new FontLettering(480, 360, 20);
    FontLettering bright = new FontLettering(480, 360, 90);
    series.find(List.of(screen().picture(), plain.picture()));
    series.find(List.of(screen().picture(), bright.picture()));
    assertThat(reader.reads).isEqualTo(1);
  }

  @Test
  void a_place_that_changes_is_read_until_what_was_read_settles_it() throws IOException {
    CountingReader reader = new CountingReader();
    TextFinder.Series series = counting(reader, texts -> texts.size() == 2);
    int untilSettled = 0;
    for (int window = 0; window < 7; window++) {
      int ink = 255 - 30 * window;
      FontLettering screen = new FontLettering(480, 360, 20).draw("OKONKWO", 30, 40, 18, ink, 0);
      assertThat(series.find(List.of(screen.picture()))).hasSize(1);
      untilSettled = window == 3 ? reader.reads : untilSettled;
    }
    assertThat(untilSettled).isGreaterThanOrEqualTo(2);
    assertThat(reader.reads).isEqualTo(untilSettled);
  }

  @Test
  void text_that_one_view_keeps_and_the_first_loses_is_found_in_that_view() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    FontLettering plain = new FontLettering(480, 360, 20);
    assertThat(read(series, screen(), screen())).containsExactly("OKONKWO");
    assertThat(read(series, plain, screen())).containsExactly("OKONKWO");
  }

  @Test
  void windows_of_another_size_are_searched_afresh() throws IOException {
    TextFinder.Series series = FINDER.series(texts -> false);
    read(series, screen());
    FontLettering larger = new FontLettering(640, 480, 20).draw("LINDQVIST", 60, 90, 20, 255, 0);
    assertThat(read(series, larger)).containsExactly("LINDQVIST");
  }
}
