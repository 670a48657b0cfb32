/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomdeid.codec.Box;
import org.junit.jupiter.api.Test;

class LastingTextTest {

  private static final Box NAME = new Box(10, 10, 100, 20);

  @Test
  void text_that_was_missed_between_two_windows_goes_there_too() {
    List<Finding> found =
        LastingText.bridge(List.of(text(NAME, 0, 9), text(new Box(11, 10, 100, 20), 20, 29)));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).firstFrame()).isZero();
    assertThat(found.get(0).lastFrame()).isEqualTo(29);
    assertThat(found.get(0).box()).isEqualTo(new Box(10, 10, 101, 20));
  }

  @Test
  void text_in_another_place_stays_on_its_own_frames() {
    List<Finding> found =
        LastingText.bridge(List.of(text(NAME, 0, 9), text(new Box(300, 10, 100, 20), 20, 29)));
    assertThat(found).hasSize(2);
  }

  private static Finding text(Box box, int first, int last) {
    return new Finding(Finding.Kind.TEXT, true, box, box, first, last, 7);
  }
}
