/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;

class PixelFormatTest {

  private static final PixelFormat GREY = MadeImage.grey(4, 6, 16, 12, true);
  private static final PixelFormat RGB = MadeImage.colour(4, 6, Photometric.RGB, 0);

  @Test
  void is_what_the_attributes_say() throws IOException {
    PixelFormat odd = new PixelFormat(4, 6, 1, 16, 10, 13, false, Photometric.MONOCHROME1, 0);
    for (PixelFormat format : new PixelFormat[] {GREY, RGB, odd}) {
      for (TransferSyntax syntax :
          new TransferSyntax[] {
            TransferSyntax.EXPLICIT_BIG_ENDIAN, TransferSyntax.IMPLICIT_LITTLE_ENDIAN
          }) {
        assertThat(PixelFormat.of(described(format, syntax).dataSet())).isEqualTo(format);
      }
    }
  }

  @Test
  void takes_for_granted_what_can_only_mean_one_thing() throws IOException {
    DataSet colour = described(RGB).dataSet();
    colour.edit(e -> e.tag() == Tag.PLANAR_CONFIGURATION || e.tag() == 0x00280103 ? null : e);
    assertThat(PixelFormat.of(colour)).isEqualTo(RGB);
    DataSet grey = described(MadeImage.grey(4, 6, 16, 12, false)).dataSet();
    grey.edit(
        e ->
            e.tag() == Tag.HIGH_BIT
                    || e.tag() == Tag.PHOTOMETRIC_INTERPRETATION
                    || e.tag() == Tag.PIXEL_REPRESENTATION
                ? null
                : e);
    assertThat(PixelFormat.of(grey)).isEqualTo(MadeImage.grey(4, 6, 16, 12, false));
    grey.edit(e -> e.tag() == Tag.BITS_STORED ? null : e);
    assertThat(PixelFormat.of(grey).bitsStored()).isEqualTo(16);
  }

  @Test
  void passes_over_the_planar_configuration_of_grey_images() throws IOException {
    DataSet grey = described(GREY).put(Tag.PLANAR_CONFIGURATION, VR.US, 1).dataSet();
    assertThat(PixelFormat.of(grey)).isEqualTo(GREY);
  }

  @Test
  void refuses_what_contradicts_itself_or_says_too_little() {
    assertBad(described(GREY).put(Tag.ROWS, VR.US, 0));
    assertBad(described(GREY).put(Tag.COLUMNS, VR.US, new byte[0]));
    assertBad(described(GREY).put(Tag.BITS_STORED, VR.US, 17));
    assertBad(described(GREY).put(Tag.BITS_STORED, VR.US, 0));
    assertBad(described(GREY).put(Tag.HIGH_BIT, VR.US, 16));
    assertBad(described(GREY).put(Tag.HIGH_BIT, VR.US, 10));
    assertBad(described(GREY).put(Tag.PIXEL_REPRESENTATION, VR.US, 2));
    assertBad(described(GREY).put(Tag.SAMPLES_PER_PIXEL, VR.US, 3));
    assertBad(described(GREY).put(Tag.SAMPLES_PER_PIXEL, VR.UL, new byte[] {1, 0}));
    assertBad(described(RGB).put(Tag.SAMPLES_PER_PIXEL, VR.US, 1));
    assertBad(described(RGB).put(Tag.PHOTOMETRIC_INTERPRETATION, ""));
    assertBad(described(RGB).put(Tag.PLANAR_CONFIGURATION, VR.US, 2));
  }

  @Test
  void refuses_colour_spaces_and_cells_that_nobody_decodes() {
    assertFault(
        described(RGB).put(Tag.PHOTOMETRIC_INTERPRETATION, "CMYK"), CodecFault.UNSUPPORTED_PIXELS);
    assertFault(
        described(MadeImage.grey(4, 6, 16, 12, false)).put(Tag.BITS_ALLOCATED, VR.US, 12),
        CodecFault.UNSUPPORTED_PIXELS);
    assertFault(described(GREY).put(Tag.BITS_ALLOCATED, VR.US, 64), CodecFault.UNSUPPORTED_PIXELS);
  }

  private static DicomBuilder described(PixelFormat format) {
    return described(format, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
  }

  private static DicomBuilder described(PixelFormat format, TransferSyntax syntax) {
    return new MadeImage(format, 1, 1).described(syntax);
  }

  private static void assertBad(DicomBuilder builder) {
    assertFault(builder, CodecFault.BAD_PIXEL_DESCRIPTION);
  }

  private static void assertFault(DicomBuilder builder, CodecFault fault) {
    assertThatThrownBy(() -> PixelFormat.of(builder.dataSet()))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
