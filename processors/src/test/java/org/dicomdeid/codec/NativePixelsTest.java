/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.DicomWriter;
import org.dicomdeid.dicom.FileMeta;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.MemorySource;
import org.dicomdeid.dicom.OutputSink;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativePixelsTest {

  private static final List<TransferSyntax> SYNTAXES =
      List.of(
          TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_BIG_ENDIAN,
          TransferSyntax.DEFLATED);

  @TempDir Path folder;

  static Stream<PixelFormat> formats() {
    return Stream.of(
        MadeImage.grey(7, 5, 1, 1, false),
        MadeImage.grey(7, 5, 8, 8, false),
        MadeImage.grey(6, 5, 8, 6, true),
        MadeImage.grey(7, 5, 16, 16, true),
        MadeImage.grey(7, 5, 16, 12, false),
        MadeImage.grey(7, 5, 32, 32, false),
        MadeImage.colour(7, 5, Photometric.RGB, 0),
        MadeImage.colour(7, 5, Photometric.RGB, 1),
        MadeImage.colour(7, 5, Photometric.YBR_FULL, 0),
        MadeImage.colour(7, 6, Photometric.YBR_FULL_422, 0),
        new PixelFormat(7, 5, 3, 16, 16, 15, false, Photometric.RGB, 1),
        new PixelFormat(7, 5, 1, 8, 8, 7, false, Photometric.PALETTE_COLOR, 0));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void decodes_every_layout(PixelFormat format) throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      MadeImage image = new MadeImage(format, 3, 1);
      try (DicomObject object = read(MadeImage.file(image.object(syntax)))) {
        assertShows(pixels(object), image);
        assertThat(pixels(object).hasExcess()).isFalse();
        assertThat(pixels(object).hasUnusedBits()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void fills_boxes_and_changes_nothing_else(PixelFormat format) throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      MadeImage image = new MadeImage(format, 3, 2);
      byte[] before = MadeImage.file(image.object(syntax));
      List<Integer> cells = List.of(1, 0x80, 0x55).subList(0, format.samples());
      Patch inside = new Patch(new Box(1, 2, 2, 3), cells);
      Patch edge = new Patch(new Box(-3, 5, 100, 100), cells);
      image.fill(0, inside);
      image.fill(2, inside);
      image.fill(2, new Patch(edge.box().within(format.columns(), format.rows()), cells));
      try (DicomObject object = read(before)) {
        PixelData pixels = pixels(object);
        try (PixelData.Rewrite rewrite = pixels.rewrite(folder)) {
          rewrite.blank(0, List.of(inside));
          rewrite.blank(2, List.of(inside, edge));
          assertThat(rewrite.finish()).isEqualTo(syntax);
          byte[] after = written(object, syntax);
          if (!syntax.deflated()) {
            assertThat(after).isEqualTo(MadeImage.file(image.object(syntax)));
          }
          try (DicomObject again = read(after)) {
            assertShows(pixels(again), image);
          }
          assertShows(pixels(object), image);
        }
      }
    }
  }

  @Test
  void reads_any_stretch_of_an_edited_value_alike() throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      for (PixelFormat format : formats().toList()) {
        MadeImage image = new MadeImage(format, 2, 3);
        byte[] value = MadeImage.stored(syntax, image.value());
        if (format.bitsAllocated() != 1) {
          value[3] ^= (byte) 0xFF;
        }
        DicomBuilder builder = image.described(syntax).put(Tag.PIXEL_DATA, VR.OW, value.clone());
        try (DicomObject object = read(MadeImage.file(builder))) {
          try (PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
            rewrite.blank(1, List.of(new Patch(new Box(0, 1, 3, 4), Collections.nCopies(3, 0x21))));
            rewrite.clearUnusedBits();
            rewrite.finish();
          }
          byte[] whole = object.dataSet().get(Tag.PIXEL_DATA).bytes(1 << 20);
          var span = object.dataSet().get(Tag.PIXEL_DATA).span();
          for (int from = 0; from < whole.length; from += 3) {
            for (int length = 0; length < 12 && from + length <= whole.length; length++) {
              byte[] part = new byte[length];
              span.source().read(span.valueStart() + from, part, 0, length);
              assertThat(part).isEqualTo(Arrays.copyOfRange(whole, from, from + length));
            }
          }
        }
      }
    }
  }

  @Test
  void digests_the_file_and_not_its_edit_and_reads_it_once() throws Exception {
    MadeImage image = new MadeImage(MadeImage.grey(700, 900, 16, 16, false), 2, 4);
    byte[] before = MadeImage.file(image.object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
    Patch patch = new Patch(new Box(10, 300, 500, 90), List.of(0x1234));
    image.fill(1, patch);
    CountingSource file = new CountingSource(before);
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      PixelData.Rewrite rewrite = pixels(object).rewrite(folder);
      rewrite.blank(1, List.of(patch));
      rewrite.finish();
      file.read = 0;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      DicomWriter.write(object, meta(object), OutputSink.of(object.transferSyntax(), out), digest);
      assertThat(digest.digest()).isEqualTo(sha256(before));
      assertThat(out.toByteArray())
          .isEqualTo(MadeImage.file(image.object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
      // Once, but for the chunks in which a header ends and pixels begin.
      assertThat(file.read).isLessThan(before.length + 3L * 128 * 1024);
    }
  }

  /** Bytes that are not to be had as an array, as those of a large file. */
  static final class CountingSource implements ByteSource {
    private final MemorySource bytes;
    long read;

    CountingSource(byte[] bytes) {
      this.bytes = new MemorySource(bytes);
    }

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public void read(long position, byte[] target, int from, int length) throws IOException {
      bytes.read(position, target, from, length);
      read += length;
    }

    @Override
    public void close() {}
  }

  @Test
  void refuses_pixel_data_that_end_before_the_last_frame() throws IOException {
    for (PixelFormat format : formats().toList()) {
      MadeImage image = new MadeImage(format, 3, 5);
      byte[] value = image.value();
      DicomBuilder builder =
          image
              .described(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
              .put(Tag.PIXEL_DATA, VR.OW, Arrays.copyOf(value, value.length - 2));
      try (DicomObject object = read(MadeImage.file(builder))) {
        assertFault(object, CodecFault.TRUNCATED_PIXELS);
      }
    }
  }

  @Test
  void drops_what_follows_the_last_frame_and_leaves_zeros_there() throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      for (PixelFormat format : formats().toList()) {
        MadeImage image = new MadeImage(format, 3, 6);
        byte[] value = image.value();
        for (boolean hidden : new boolean[] {false, true}) {
          byte[] longer = Arrays.copyOf(value, value.length + 40);
          if (hidden) {
            longer[value.length + 33] = 'X';
          }
          DicomBuilder builder =
              image.described(syntax).put(Tag.PIXEL_DATA, VR.OW, MadeImage.stored(syntax, longer));
          try (DicomObject object = read(MadeImage.file(builder))) {
            if (format.photometric() == Photometric.YBR_FULL_422) {
              assertThat(pixels(object).frames()).isEqualTo(3);
            }
            assertThat(pixels(object).hasExcess()).isEqualTo(hidden);
            try (PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
              rewrite.dropHiddenBytes();
              rewrite.finish();
              assertThat(object.dataSet().isChanged()).isEqualTo(hidden);
              try (DicomObject again = read(written(object, syntax))) {
                assertThat(again.dataSet().get(Tag.PIXEL_DATA).length())
                    .isEqualTo(hidden ? value.length : longer.length);
                assertShows(pixels(again), image);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void clears_the_byte_and_the_bits_behind_the_last_frame() throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      for (int allocated : new int[] {1, 8}) {
        MadeImage image = new MadeImage(MadeImage.grey(5, 5, allocated, allocated, false), 1, 7);
        byte[] value = image.value();
        byte[] hiding = value.clone();
        hiding[allocated == 1 ? 3 : 25] |= (byte) 0x80;
        DicomBuilder builder =
            image.described(syntax).put(Tag.PIXEL_DATA, VR.OW, MadeImage.stored(syntax, hiding));
        try (DicomObject object = read(MadeImage.file(builder))) {
          assertThat(pixels(object).hasExcess()).isTrue();
          try (PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
            rewrite.dropHiddenBytes();
            rewrite.finish();
            assertThat(object.dataSet().get(Tag.PIXEL_DATA).bytes(100))
                .isEqualTo(MadeImage.stored(syntax, value));
          }
        }
      }
    }
  }

  @Test
  void decodes_what_says_422_and_was_upsampled() throws IOException {
    MadeImage image = new MadeImage(MadeImage.colour(4, 6, Photometric.YBR_FULL, 0), 2, 8);
    DicomBuilder builder =
        image
            .object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
            .put(Tag.PHOTOMETRIC_INTERPRETATION, "YBR_FULL_422");
    try (DicomObject object = read(MadeImage.file(builder))) {
      assertShows(pixels(object), image);
    }
  }

  @Test
  void reads_big_endian_bytes_as_bytes() throws IOException {
    TransferSyntax syntax = TransferSyntax.EXPLICIT_BIG_ENDIAN;
    MadeImage image = new MadeImage(MadeImage.grey(4, 6, 8, 8, false), 2, 9);
    DicomBuilder builder = image.described(syntax).put(Tag.PIXEL_DATA, VR.OB, image.value());
    try (DicomObject object = read(MadeImage.file(builder))) {
      assertShows(pixels(object), image);
    }
  }

  @Test
  void rewrites_an_icon_inside_an_item() throws IOException {
    MadeImage icon = new MadeImage(MadeImage.grey(8, 8, 8, 8, false), 1, 10);
    TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    MadeImage image = new MadeImage(MadeImage.grey(7, 5, 16, 12, true), 1, 11);
    Patch patch = new Patch(new Box(1, 1, 5, 5), List.of(9));
    byte[] before = MadeImage.file(withIcon(image, icon, syntax));
    icon.fill(0, patch);
    try (DicomObject object = read(before)) {
      var item = object.dataSet().get(0x00880200).items().get(0);
      PixelData pixels = PixelData.of(item, syntax, PixelLimits.DEFAULT);
      try (PixelData.Rewrite rewrite = pixels.rewrite(folder)) {
        rewrite.blank(0, List.of(patch));
        rewrite.finish();
        assertThat(written(object, syntax))
            .isEqualTo(MadeImage.file(withIcon(image, icon, syntax)));
      }
    }
  }

  private static DicomBuilder withIcon(MadeImage image, MadeImage icon, TransferSyntax syntax) {
    return image
        .object(syntax)
        .sequence(
            0x00880200,
            item -> {
              icon.describe(item);
              item.put(Tag.PIXEL_DATA, VR.OW, icon.value());
            });
  }

  static void assertShows(PixelData pixels, MadeImage image) throws IOException {
    assertThat(pixels.frames()).isEqualTo(image.frames);
    for (int i = 0; i < image.frames; i++) {
      assertThat(pixels.decode(i).cells()).isEqualTo(image.frame(i));
    }
  }

  private static void assertFault(DicomObject object, CodecFault fault) {
    assertThatThrownBy(() -> pixels(object))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  static DicomObject read(byte[] file) throws IOException {
    return DicomReader.read(new MemorySource(file), Limits.DEFAULT);
  }

  static PixelData pixels(DicomObject object) throws IOException {
    return PixelData.of(object.dataSet(), object.transferSyntax(), PixelLimits.DEFAULT);
  }

  static byte[] written(DicomObject object, TransferSyntax syntax) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileMeta meta =
        FileMeta.of("1.2.840.10008.5.1.4.1.1.7", "1.2.3.4.5", syntax.uid(), "1.2.3.4", "TEST");
    DicomWriter.write(object, meta, OutputSink.of(syntax, out));
    return out.toByteArray();
  }

  private static FileMeta meta(DicomObject object) {
    return FileMeta.of(
        "1.2.840.10008.5.1.4.1.1.7", "1.2.3.4.5", object.transferSyntax().uid(), "1.2.3.4", "TEST");
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
