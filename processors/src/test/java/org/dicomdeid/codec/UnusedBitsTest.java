/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedBitsTest {

  private static final int MINUS_ONE = 0x0FFF;

  @TempDir Path folder;

  @Test
  void finds_and_clears_overlays_above_and_below_the_value() throws IOException {
    PixelFormat above = MadeImage.grey(3, 5, 16, 12, false);
    PixelFormat below = new PixelFormat(3, 5, 1, 16, 12, 15, false, Photometric.MONOCHROME2, 0);
    assertCleared(above, new int[] {0x0123, 0x8123}, new int[] {0x0123, 0x0123});
    assertCleared(below, new int[] {0x1230, 0x1231}, new int[] {0x1230, 0x1230});
    assertCleared(MadeImage.grey(3, 5, 8, 6, false), new int[] {0x3F, 0x40}, new int[] {0x3F, 0});
    assertCleared(
        MadeImage.grey(3, 5, 32, 31, false),
        new int[] {0x7FFFFFFF, 0x80000000},
        new int[] {0x7FFFFFFF, 0});
  }

  @Test
  void takes_the_sign_of_negative_values_for_no_overlay() throws IOException {
    PixelFormat signed = MadeImage.grey(3, 5, 16, 12, true);
    assertUnused(signed, 0xF000 | MINUS_ONE, 0x07FF, 0);
    assertUnused(signed, MINUS_ONE, 0x07FF, 0);
  }

  @Test
  void finds_a_picture_made_of_signs_that_some_values_repeat() throws IOException {
    PixelFormat signed = MadeImage.grey(3, 5, 16, 15, true);
    assertCleared(signed, new int[] {0x4000, 0xC000, 0x3FFF}, new int[] {0xC000, 0xC000, 0x3FFF});
    assertCleared(signed, new int[] {0x8001, 1}, new int[] {1, 1});
  }

  private void assertUnused(PixelFormat format, int... cells) throws IOException {
    for (TransferSyntax syntax :
        List.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
      try (DicomObject object =
          NativePixelsTest.read(MadeImage.file(MadeImage.filled(format, cells).object(syntax)))) {
        assertThat(NativePixelsTest.pixels(object).hasUnusedBits()).isFalse();
      }
    }
  }

  private void assertCleared(PixelFormat format, int[] before, int[] after) throws IOException {
    for (TransferSyntax syntax :
        List.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
      try (DicomObject object =
          NativePixelsTest.read(MadeImage.file(MadeImage.filled(format, before).object(syntax)))) {
        PixelData pixels = NativePixelsTest.pixels(object);
        assertThat(pixels.hasUnusedBits()).isTrue();
        try (PixelData.Rewrite rewrite = pixels.rewrite(folder)) {
          rewrite.clearUnusedBits();
          rewrite.finish();
          NativePixelsTest.assertShows(
              NativePixelsTest.pixels(object), MadeImage.filled(format, after));
          assertThat(NativePixelsTest.pixels(object).hasUnusedBits()).isFalse();
        }
      }
    }
  }
}
