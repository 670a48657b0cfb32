/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;

class StoredValuesTest {

  @Property(tries = 300)
  void a_value_comes_back_from_the_cell_that_stores_it(
      @ForAll int raw, @ForAll @IntRange(min = 1, max = 32) int bits, @ForAll boolean signed) {
    int allocated = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
    PixelFormat format =
        new PixelFormat(1, 1, 1, allocated, bits, bits - 1, signed, Photometric.MONOCHROME2, 0);
    int value = between(raw, StoredValues.least(format), StoredValues.greatest(format));
    Frame frame =
        new Frame(1, 1, 1, format.cellBytes(), format.photometric(), new byte[format.cellBytes()]);
    frame.set(0, 0, 0, StoredValues.cell(value, format));
    assertThat(StoredValues.of(frame, format)).containsExactly(value);
  }

  @Property(tries = 100)
  void bits_beside_the_stored_ones_do_not_count(@ForAll @IntRange(min = 0, max = 15) int overlay) {
    PixelFormat format = new PixelFormat(1, 1, 1, 16, 12, 11, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(1, 1, 1, 2, format.photometric(), new byte[2]);
    frame.set(0, 0, 0, overlay << 12 | 0x123);
    assertThat(StoredValues.of(frame, format)).containsExactly(0x123);
  }

  private static int between(int raw, int least, int greatest) {
    long span = (long) greatest - least + 1;
    return (int) (least + Math.floorMod((long) raw, span));
  }
}
