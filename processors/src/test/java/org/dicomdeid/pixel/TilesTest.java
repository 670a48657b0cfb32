/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomdeid.codec.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TilesTest {

  @Test
  void an_area_that_fits_is_one_tile() {
    Box area = new Box(7, 9, 640, 480);

    assertThat(Tiles.of(area, 640 * 480, 128)).containsExactly(area);
  }

  @ParameterizedTest
  @CsvSource({"2144, 1760", "5000, 300", "300, 5000", "4096, 4096"})
  void every_square_of_the_overlap_lies_whole_in_a_tile(int width, int height) {
    Box area = new Box(3, 5, width, height);

    List<Box> tiles = Tiles.of(area, 1_000_000, 128);

    assertThat(tiles)
        .allSatisfy(
            tile -> {
              assertThat(tile.area()).isLessThanOrEqualTo(1_000_000);
              assertThat(area.union(tile)).isEqualTo(area);
            });
    for (int row = area.row(); row + 127 <= area.bottom(); row += 61) {
      for (int column = area.column(); column + 127 <= area.right(); column += 61) {
        Box square = new Box(column, row, 127, 127);
        assertThat(tiles).anyMatch(tile -> tile.union(square).equals(tile));
      }
    }
  }
}
