/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dicomdeid.codec.Box;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;

class UltrasoundRegionsTest {

  private static final int ROWS = 40;
  private static final int COLUMNS = 60;

  private static Consumer<DicomBuilder> region(int left, int top, int right, int bottom) {
    return item ->
        item.put(0x00186018, VR.UL, left)
            .put(0x0018601A, VR.UL, top)
            .put(0x0018601C, VR.UL, right)
            .put(0x0018601E, VR.UL, bottom);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static DataSet image(Consumer<DicomBuilder>... regions) {
    return DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .sequence(0x00186011, regions)
        .put(0x00280010, VR.US, ROWS)
        .put(0x00280011, VR.US, COLUMNS)
        .dataSet();
  }

  @Test
  void both_edges_of_a_region_belong_to_it() throws Exception {
    assertThat(UltrasoundRegions.of(image(region(5, 6, 14, 15), region(0, 0, 0, 0))))
        .containsExactly(new Box(5, 6, 10, 10), new Box(0, 0, 1, 1));
  }

  @Test
  void a_region_that_reaches_beyond_the_image_ends_with_it() throws Exception {
    assertThat(UltrasoundRegions.of(image(region(5, 6, COLUMNS, Integer.MAX_VALUE))))
        .containsExactly(new Box(5, 6, COLUMNS - 5, ROWS - 6));
  }

  @Test
  void a_region_that_is_none_is_left_out() throws Exception {
    assertThat(
            UltrasoundRegions.of(
                image(
                    region(10, 10, 9, 20),
                    region(COLUMNS, 0, COLUMNS + 5, 5),
                    region(-1, 0, 5, 5),
                    item -> item.put(0x00186018, VR.UL, 1))))
        .isEmpty();
    assertThat(
            UltrasoundRegions.of(
                DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                    .sequence(0x00186011, region(0, 0, 5, 5))
                    .dataSet()))
        .isEmpty();
    assertThat(
            UltrasoundRegions.of(
                DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                    .put(0x00280010, VR.US, ROWS)
                    .put(0x00280011, VR.US, COLUMNS)
                    .dataSet()))
        .isEmpty();
  }

  @Test
  void four_boxes_lie_around_one_region() {
    assertThat(UltrasoundRegions.outside(List.of(new Box(5, 6, 10, 10)), ROWS, COLUMNS))
        .containsExactlyInAnyOrder(
            new Box(0, 0, COLUMNS, 6),
            new Box(0, 6, 5, 10),
            new Box(15, 6, COLUMNS - 15, 10),
            new Box(0, 16, COLUMNS, ROWS - 16));
  }

  @Test
  void all_is_outside_of_no_region_and_nothing_outside_of_a_full_one() {
    Box all = new Box(0, 0, COLUMNS, ROWS);
    assertThat(UltrasoundRegions.outside(List.of(), ROWS, COLUMNS)).containsExactly(all);
    assertThat(UltrasoundRegions.outside(List.of(all), ROWS, COLUMNS)).isEmpty();
  }

  @Property(tries = 500)
  void what_is_outside_covers_each_pixel_once_and_no_region(
      @ForAll @Size(max = 5) List<@Size(4) List<@IntRange(min = 0, max = 45) Integer>> corners) {
    List<Box> regions = new ArrayList<>();
    for (List<Integer> c : corners) {
      regions.add(new Box(c.get(0), c.get(1), c.get(2), c.get(3)));
    }
    int[][] covered = new int[ROWS][COLUMNS];
    for (Box box : UltrasoundRegions.outside(regions, ROWS, COLUMNS)) {
      assertThat(box.isEmpty()).isFalse();
      for (int y = box.row(); y < box.bottom(); y++) {
        for (int x = box.column(); x < box.right(); x++) {
          covered[y][x]++;
        }
      }
    }
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        Box pixel = new Box(x, y, 1, 1);
        boolean inside = regions.stream().anyMatch(r -> !r.isEmpty() && r.intersects(pixel));
        assertThat(covered[y][x]).isEqualTo(inside ? 0 : 1);
      }
    }
  }
}
