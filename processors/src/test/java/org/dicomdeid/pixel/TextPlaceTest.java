/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dicomdeid.codec.Box;
import org.junit.jupiter.api.Test;

class TextPlaceTest {

  private static final Picture VIEW = new Picture(200, 200, 1, new byte[200 * 200]);

  private static List<Box> places(Box... boxes) {
    return TextPlace.group(
            Arrays.stream(boxes).map(box -> new Detection(VIEW, false, box, 0.9)).toList())
        .stream()
        .map(TextPlace::box)
        .toList();
  }

  @Test
  void parts_of_one_line_are_one_place() {
    assertThat(places(new Box(10, 10, 60, 14), new Box(35, 11, 60, 14), new Box(12, 12, 20, 12)))
        .containsExactly(new Box(10, 10, 85, 15));
  }

  @Test
  void the_same_line_seen_in_two_views_is_one_place() {
    assertThat(places(new Box(10, 10, 60, 14), new Box(8, 9, 66, 17)))
        .containsExactly(new Box(8, 9, 66, 17));
  }

  @Test
  void tight_lines_one_over_the_other_are_places_of_their_own() {
    assertThat(
            places(
                new Box(10, 10, 60, 17),
                new Box(10, 22, 60, 17),
                new Box(10, 34, 60, 17),
                new Box(8, 8, 64, 46)))
        .hasSize(4);
  }

  @Test
  void a_column_of_turned_lines_is_not_one_with_a_block_around_it() {
    assertThat(places(new Box(52, 12, 13, 99), new Box(28, 23, 13, 76), new Box(15, 13, 109, 102)))
        .hasSize(3);
  }

  @Test
  void parts_of_a_standing_line_are_one_place() {
    assertThat(places(new Box(10, 10, 14, 60), new Box(11, 35, 14, 60)))
        .containsExactly(new Box(10, 10, 15, 85));
  }
}
