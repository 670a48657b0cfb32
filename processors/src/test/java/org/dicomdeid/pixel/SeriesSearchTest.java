/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
    TextFinder.Series series = FINDER.series(text -> false);
    for (int window = 0; window < 3; window++) {
      assertThat(read(series, screen())).containsExactly("OKONKWO");
    }
  }

  @Test
  void text_on_which_single_pixels_flicker_far_from_each_other_is_found() throws IOException {
    TextFinder.Series series = FINDER.series(text -> false);
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
    TextFinder.Series series = FINDER.series(text -> false);
    assertThat(read(series, screen())).containsExactly("OKONKWO");
    assertThat(read(series, screen().draw("LINDQVIST", 200, 250, 18, 255, 0)))
        .containsExactly("LINDQVIST", "OKONKWO");
    assertThat(
            read(series, new FontLettering(480, 360, 20).draw("LINDQVIST", 200, 250, 18, 255, 0)))
        .containsExactly("LINDQVIST");
  }

  @Test
  void a_line_that_changes_at_one_end_is_found_whole() throws IOException {
    TextFinder.Series series = FINDER.series(text -> false);
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
    TextFinder.Series series = FINDER.series(text -> false);
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
  void text_that_one_view_keeps_and_the_first_loses_is_found_in_that_view() throws IOException {
    TextFinder.Series series = FINDER.series(text -> false);
    FontLettering plain = new FontLettering(480, 360, 20);
    assertThat(read(series, screen(), screen())).containsExactly("OKONKWO");
    assertThat(read(series, plain, screen())).containsExactly("OKONKWO");
  }

  @Test
  void windows_of_another_size_are_searched_afresh() throws IOException {
    TextFinder.Series series = FINDER.series(text -> false);
    read(series, screen());
    FontLettering larger = new FontLettering(640, 480, 20).draw("LINDQVIST", 60, 90, 20, 255, 0);
    assertThat(read(series, larger)).containsExactly("LINDQVIST");
  }
}
