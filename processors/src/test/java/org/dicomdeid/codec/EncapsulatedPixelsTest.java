/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.DicomWriter;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.FileMeta;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.MemorySource;
import org.dicomdeid.dicom.OutputSink;
import org.dicomdeid.dicom.SplicedElement;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncapsulatedPixelsTest {

  private static final TransferSyntax RLE = syntax("1.2.840.10008.1.2.5");
  private static final TransferSyntax LOSSLESS_JPEG = syntax("1.2.840.10008.1.2.4.70");
  private static final PixelFormat GREY = MadeImage.grey(24, 40, 16, 12, false);
  private static final Patch PATCH = new Patch(new Box(3, 4, 20, 10), List.of(77));

  /** What offset tables an object has. */
  private enum Table {
    NONE,
    BASIC,
    WRONG_BASIC,
    EXTENDED,
    WRONG_EXTENDED
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Table.class)
  void tells_frames_of_several_fragments_apart(Table table) throws IOException {
    MadeImage image = new MadeImage(GREY, 4, 1);
    List<List<byte[]>> frames = fragments(image, LOSSLESS_JPEG, 5);
    try (DicomObject object = read(object(image, LOSSLESS_JPEG, frames, table))) {
      NativePixelsTest.assertShows(pixels(object), image);
    }
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void rewrites_frames_and_offset_tables(Table table) throws IOException {
    for (TransferSyntax syntax : List.of(RLE, LOSSLESS_JPEG)) {
      MadeImage image = new MadeImage(GREY, 4, 2);
      List<List<byte[]>> before = fragments(image, syntax, syntax.equals(RLE) ? 1 : 3);
      image.fill(2, PATCH);
      try (DicomObject object = read(object(image, syntax, before, table))) {
        try (PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
          rewrite.blank(2, List.of(PATCH));
          assertThat(rewrite.finish()).isEqualTo(syntax);
          NativePixelsTest.assertShows(pixels(object), image);
          try (DicomObject again = read(NativePixelsTest.written(object, syntax))) {
            NativePixelsTest.assertShows(pixels(again), image);
            assertTables(again.dataSet(), table);
            for (int frame : new int[] {0, 1, 3}) {
              assertThat(fragment(again.dataSet(), frame + 1)).isEqualTo(joined(before.get(frame)));
            }
          }
        }
      }
    }
  }

  @Test
  void rewrites_frames_that_are_stored_as_they_are_or_deflated() throws IOException {
    for (String uid : List.of("1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.8.1")) {
      for (PixelFormat format : NativePixelsTest.formats().toList()) {
        MadeImage image = new MadeImage(format, 3, 13);
        TransferSyntax syntax = syntax(uid);
        byte[] before = object(image, syntax, framewise(image, uid), Table.NONE);
        Patch patch = new Patch(new Box(1, 1, 2, 3), List.of(1, 5, 6));
        image.fill(1, patch);
        try (DicomObject object = read(before);
            PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
          rewrite.blank(1, List.of(patch));
          rewrite.finish();
          NativePixelsTest.assertShows(pixels(object), image);
        }
      }
    }
  }

  @Test
  void refuses_what_hides_behind_deflated_and_uncompressed_frames() throws IOException {
    MadeImage image = new MadeImage(MadeImage.grey(5, 7, 8, 8, false), 1, 14);
    for (String uid : List.of("1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.8.1")) {
      FrameCodec codec = FrameCodecs.installed().of(uid).orElseThrow();
      byte[] stream = framewise(image, uid).get(0).get(0);
      byte[] hiding = Arrays.copyOf(stream, stream.length + 4);
      hiding[stream.length + 2] = 'X';
      assertThatThrownBy(() -> codec.decode(hiding, image.format))
          .hasMessageStartingWith("corrupt-pixels");
      for (int length = 0; length < 35 && length < stream.length - 2; length++) {
        byte[] cut = Arrays.copyOf(stream, length);
        assertThatThrownBy(() -> codec.decode(cut, image.format))
            .hasMessageStartingWith("truncated-pixels");
      }
    }
  }

  /** Each frame alone in native form, deflated where the transfer syntax says so. */
  private static List<List<byte[]>> framewise(MadeImage image, String uid) {
    List<List<byte[]>> frames = new ArrayList<>();
    for (int i = 0; i < image.frames; i++) {
      MadeImage alone = new MadeImage(image.format, 1, 0);
      alone.cells[0] = image.cells[i];
      byte[] value = alone.value();
      if (uid.endsWith(".8.1")) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(value);
        deflater.finish();
        byte[] deflated = new byte[value.length + 100];
        value = Arrays.copyOf(deflated, deflater.deflate(deflated));
        deflater.end();
      }
      frames.add(List.of(value));
    }
    return frames;
  }

  @Test
  void leaves_an_object_alone_when_nothing_changes() throws IOException {
    MadeImage image = new MadeImage(GREY, 3, 3);
    byte[] file = object(image, RLE, fragments(image, RLE, 1), Table.BASIC);
    try (DicomObject object = read(file);
        PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
      rewrite.blank(1, List.of());
      rewrite.clearUnusedBits();
      rewrite.dropHiddenBytes();
      assertThat(rewrite.finish()).isEqualTo(RLE);
      assertThat(object.dataSet().isChanged()).isFalse();
    }
  }

  @Test
  void decodes_a_frame_that_holds_the_bytes_of_a_delimiter() throws IOException {
    MadeImage image = new MadeImage(MadeImage.grey(2, 10, 8, 8, false), 1, 4);
    byte[] delimiter = {(byte) 0xFE, (byte) 0xFF, (byte) 0xDD, (byte) 0xE0, 0, 1, 0, 2, 0, 3};
    for (int column = 0; column < 10; column++) {
      image.cells[0][1][column][0] = delimiter[column] & 0xFF;
    }
    try (DicomObject object = read(object(image, RLE, fragments(image, RLE, 1), Table.NONE))) {
      NativePixelsTest.assertShows(pixels(object), image);
    }
  }

  @Test
  void passes_over_empty_fragments() throws IOException {
    MadeImage image = new MadeImage(GREY, 3, 5);
    List<List<byte[]>> frames = fragments(image, RLE, 1);
    frames.get(1).add(new byte[0]);
    frames.get(2).add(new byte[0]);
    try (DicomObject object = read(object(image, RLE, frames, Table.NONE))) {
      NativePixelsTest.assertShows(pixels(object), image);
    }
  }

  @Test
  void refuses_frames_that_cannot_be_told_apart() throws IOException {
    MadeImage image = new MadeImage(GREY, 3, 6);
    List<List<byte[]>> many = fragments(image, RLE, 4);
    List<List<byte[]>> few = fragments(image, RLE, 1).subList(0, 2);
    for (List<List<byte[]>> frames : List.of(many, few)) {
      try (DicomObject object = read(object(image, RLE, frames, Table.NONE))) {
        assertFault(object, PixelLimits.DEFAULT, CodecFault.BAD_FRAMES);
      }
    }
  }

  @Test
  void refuses_frames_beyond_the_limit_and_syntaxes_without_a_codec() throws IOException {
    MadeImage image = new MadeImage(GREY, 1, 7);
    List<List<byte[]>> frames = fragments(image, RLE, 1);
    try (DicomObject object = read(object(image, RLE, frames, Table.NONE))) {
      assertFault(object, new PixelLimits(GREY.frameBytes() - 1), CodecFault.FRAME_TOO_LARGE);
    }
    TransferSyntax video = syntax("1.2.840.10008.1.2.4.100");
    try (DicomObject object = read(object(image, video, frames, Table.NONE))) {
      assertFault(object, PixelLimits.DEFAULT, CodecFault.NO_CODEC);
    }
    frames.get(0).add(new byte[(int) GREY.frameBytes()]);
    try (DicomObject object = read(object(image, RLE, frames, Table.NONE))) {
      PixelData pixels = PixelData.of(object.dataSet(), RLE, new PixelLimits(GREY.frameBytes()));
      assertThatThrownBy(() -> pixels.decode(0))
          .isInstanceOfSatisfying(
              CodecException.class,
              e -> assertThat(e.fault()).isEqualTo(CodecFault.FRAME_TOO_LARGE));
    }
  }

  @Test
  void refuses_native_pixels_where_the_syntax_says_compressed() throws IOException {
    MadeImage image = new MadeImage(GREY, 1, 8);
    try (DicomObject object = read(MadeImage.file(image.object(RLE)))) {
      assertFault(object, PixelLimits.DEFAULT, CodecFault.UNSUPPORTED_PIXELS);
    }
  }

  @Test
  void clears_unused_bits_of_compressed_frames() throws IOException {
    for (TransferSyntax syntax : List.of(RLE, LOSSLESS_JPEG, syntax("1.2.840.10008.1.2.4.80"))) {
      PixelFormat all = MadeImage.grey(24, 40, 16, 16, false);
      MadeImage image = new MadeImage(GREY, 3, 9);
      MadeImage hiding = new MadeImage(all, 3, 9);
      for (int frame = 0; frame < 3; frame++) {
        for (int row = 0; row < 24; row++) {
          for (int column = 0; column < 40; column++) {
            int cell = image.cells[frame][row][column][0];
            boolean text = frame == 1 && row == 7 && column < 20;
            hiding.cells[frame][row][column][0] = text ? cell | 0x8000 : cell;
          }
        }
      }
      List<List<byte[]>> frames = fragments(hiding, syntax, 1);
      image.fill(1, PATCH);
      try (DicomObject object = read(object(image, syntax, frames, Table.BASIC))) {
        assertThat(pixels(object).hasUnusedBits()).isTrue();
        try (PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
          rewrite.clearUnusedBits();
          rewrite.blank(1, List.of(PATCH));
          rewrite.finish();
          NativePixelsTest.assertShows(pixels(object), image);
          assertThat(pixels(object).hasUnusedBits()).isFalse();
          assertThat(fragment(object.dataSet(), 1)).isEqualTo(joined(frames.get(0)));
        }
      }
    }
  }

  /** 0x1050 masked would be 80, a dark speck; what a writer hid in these bits is another matter. */
  @Test
  void clamps_values_that_lossy_coding_carried_over_bits_stored() throws IOException {
    assertClamped(GREY, new int[] {5, 0x0FFF, 0x1050, 0x17FF}, new int[] {5, 0xFFF, 0xFFF, 0xFFF});
    assertClamped(
        MadeImage.grey(24, 40, 16, 12, true),
        new int[] {5, 0xFFFB, 0x07FF, 0x0834, 0xF800, 0xF7CC},
        new int[] {5, 0xFFFB, 0x07FF, 0x07FF, 0xF800, 0xF800});
  }

  private void assertClamped(PixelFormat format, int[] coded, int[] shown) throws IOException {
    for (String lossy : List.of("1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91")) {
      PixelFormat all = MadeImage.grey(24, 40, 16, 16, format.signed());
      MadeImage image = MadeImage.filled(format, shown);
      List<List<byte[]>> frames = fragments(MadeImage.filled(all, coded), syntax(lossy), 1);
      try (DicomObject object = read(object(image, syntax(lossy), frames, Table.BASIC))) {
        NativePixelsTest.assertShows(pixels(object), image);
        assertThat(pixels(object).hasUnusedBits()).isTrue();
        try (PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
          rewrite.clearUnusedBits();
          TransferSyntax after = rewrite.finish();
          assertThat(after.uid()).isEqualTo(lossy.replaceFirst("1$", "0"));
          try (DicomObject again = read(NativePixelsTest.written(object, after))) {
            NativePixelsTest.assertShows(pixels(again), image);
            assertThat(pixels(again).hasUnusedBits()).isFalse();
          }
        }
      }
    }
  }

  @Test
  void leaves_a_lossy_stream_alone_whose_values_fit() throws IOException {
    for (String lossy : List.of("1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91")) {
      MadeImage image = new MadeImage(GREY, 2, 15);
      List<List<byte[]>> frames = fragments(image, syntax(lossy), 1);
      try (DicomObject object = read(object(image, syntax(lossy), frames, Table.BASIC));
          PixelData.Rewrite rewrite = pixels(object).rewrite(folder)) {
        rewrite.clearUnusedBits();
        rewrite.dropHiddenBytes();
        assertThat(rewrite.finish()).isEqualTo(syntax(lossy));
        assertThat(object.dataSet().isChanged()).isFalse();
      }
    }
  }

  @Test
  void stores_a_compressed_icon_natively() throws IOException {
    MadeImage image = new MadeImage(GREY, 1, 10);
    MadeImage icon = new MadeImage(MadeImage.colour(9, 9, Photometric.RGB, 1), 1, 11);
    Patch patch = new Patch(new Box(0, 0, 4, 4), List.of(1, 2, 3));
    DicomBuilder builder = image.described(RLE);
    builder.sequence(
        0x00880200,
        item -> {
          icon.describe(item);
          put(item, fragments(icon, RLE, 1), Table.NONE);
        });
    put(builder, fragments(image, RLE, 1), Table.NONE);
    icon.fill(0, patch);
    try (DicomObject object = read(MadeImage.file(builder))) {
      DataSet item = object.dataSet().get(0x00880200).items().get(0);
      PixelData pixels = PixelData.of(item, RLE, PixelLimits.DEFAULT);
      try (PixelData.Rewrite rewrite = pixels.rewrite(folder)) {
        rewrite.blank(0, List.of(patch));
        rewrite.storeNatively();
        assertThat(rewrite.finish()).isEqualTo(RLE);
        try (DicomObject again = read(NativePixelsTest.written(object, RLE))) {
          DataSet written = again.dataSet().get(0x00880200).items().get(0);
          assertThat(written.get(Tag.PIXEL_DATA).isEncapsulated()).isFalse();
          assertThat(written.integer(Tag.PLANAR_CONFIGURATION)).hasValue(0);
          PixelData stored = PixelData.of(written, RLE, PixelLimits.DEFAULT);
          NativePixelsTest.assertShows(stored, icon);
          NativePixelsTest.assertShows(pixels(again), image);
        }
      }
    }
  }

  @Test
  void digests_the_file_and_spools_nothing_that_stays() throws Exception {
    MadeImage image = new MadeImage(MadeImage.grey(300, 400, 16, 16, false), 12, 12);
    byte[] before = object(image, RLE, fragments(image, RLE, 1), Table.BASIC);
    NativePixelsTest.CountingSource file = new NativePixelsTest.CountingSource(before);
    for (int frame = 0; frame < 12; frame += 3) {
      image.fill(frame, PATCH);
    }
    Path spools = Files.createDirectory(folder.resolve("spool"));
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      EncapsulatedFrames frames =
          new EncapsulatedFrames(
              object.dataSet(),
              object.dataSet().get(Tag.PIXEL_DATA),
              RLE,
              image.format,
              12,
              PixelLimits.DEFAULT);
      try (PixelData.Rewrite rewrite =
          new EncapsulatedRewrite(frames, new FrameSpool(spools, 300_000))) {
        for (int frame = 0; frame < 12; frame += 3) {
          rewrite.blank(frame, List.of(PATCH));
        }
        rewrite.finish();
        file.read = 0;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileMeta meta = FileMeta.of("1.2", "1.2.3", RLE.uid(), "1.2.3.4", "TEST");
        DicomWriter.write(object, meta, OutputSink.of(RLE, out), digest);
        assertThat(digest.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(before));
        try (DicomObject again = read(out.toByteArray())) {
          NativePixelsTest.assertShows(pixels(again), image);
        }
      }
    }
    try (Stream<Path> left = Files.list(spools)) {
      assertThat(left).isEmpty();
    }
  }

  private static TransferSyntax syntax(String uid) {
    return TransferSyntax.of(uid).orElseThrow();
  }

  private static PixelData pixels(DicomObject object) throws IOException {
    return NativePixelsTest.pixels(object);
  }

  private static DicomObject read(byte[] file) throws IOException {
    return NativePixelsTest.read(file);
  }

  private static void assertFault(DicomObject object, PixelLimits limits, CodecFault fault) {
    assertThatThrownBy(() -> PixelData.of(object.dataSet(), object.transferSyntax(), limits))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  /** Each frame, coded and cut into so many fragments of even length. */
  private static List<List<byte[]>> fragments(MadeImage image, TransferSyntax syntax, int parts) {
    List<List<byte[]>> frames = new ArrayList<>();
    FrameCodec codec = FrameCodecs.installed().of(syntax.uid()).orElseThrow();
    PixelFormat format = image.format;
    for (int i = 0; i < image.frames; i++) {
      Frame frame =
          new Frame(
              format.rows(),
              format.columns(),
              format.samples(),
              format.cellBytes(),
              format.photometric(),
              image.frame(i));
      byte[] stream;
      try {
        stream = codec.encode(frame, format, new byte[0]);
      } catch (CodecException e) {
        throw new AssertionError(e);
      }
      stream = Arrays.copyOf(stream, stream.length + stream.length % 2);
      List<byte[]> cut = new ArrayList<>();
      int step = stream.length / parts / 2 * 2;
      for (int part = 0; part < parts; part++) {
        int end = part == parts - 1 ? stream.length : (part + 1) * step;
        cut.add(Arrays.copyOfRange(stream, part * step, end));
      }
      frames.add(cut);
    }
    return frames;
  }

  private static byte[] object(
      MadeImage image, TransferSyntax syntax, List<List<byte[]>> frames, Table table)
      throws IOException {
    DicomBuilder builder = image.described(syntax);
    put(builder, frames, table);
    return MadeImage.file(builder);
  }

  private static void put(DicomBuilder builder, List<List<byte[]>> frames, Table table) {
    int wrong = table == Table.WRONG_BASIC || table == Table.WRONG_EXTENDED ? 2 : 0;
    ByteBuffer basic = ByteBuffer.allocate(4 * frames.size()).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer offsets = ByteBuffer.allocate(8 * frames.size()).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer lengths = ByteBuffer.allocate(8 * frames.size()).order(ByteOrder.LITTLE_ENDIAN);
    List<ByteSource> items = new ArrayList<>();
    long at = 0;
    for (List<byte[]> frame : frames) {
      basic.putInt((int) at + wrong);
      offsets.putLong(at + wrong);
      lengths.putLong(joined(frame).length);
      for (byte[] fragment : frame) {
        items.add(new MemorySource(fragment));
        at += 8 + fragment.length;
      }
    }
    boolean filled = table == Table.BASIC || table == Table.WRONG_BASIC;
    items.add(0, new MemorySource(filled ? basic.array() : new byte[0]));
    builder.dataSet().put(SplicedElement.encapsulated(builder.dataSet().encoding(), VR.OB, items));
    if (table == Table.EXTENDED || table == Table.WRONG_EXTENDED) {
      builder.put(Tag.EXTENDED_OFFSET_TABLE, VR.OV, offsets.array());
      builder.put(Tag.EXTENDED_OFFSET_TABLE_LENGTHS, VR.OV, lengths.array());
    }
  }

  /** That tables are there as before, and right. */
  private static void assertTables(DataSet dataSet, Table before) throws IOException {
    Element element = dataSet.get(Tag.PIXEL_DATA);
    long[] places = element.fragments();
    int frames = places.length / 2 - 1;
    boolean basic = before == Table.BASIC || before == Table.WRONG_BASIC;
    assertThat(places[1]).isEqualTo(basic ? 4 * frames : 0);
    byte[] table = new byte[(int) places[1]];
    element.span().source().read(places[0], table, 0, table.length);
    boolean extended = before == Table.EXTENDED || before == Table.WRONG_EXTENDED;
    assertThat(dataSet.contains(Tag.EXTENDED_OFFSET_TABLE)).isEqualTo(extended);
    assertThat(dataSet.contains(Tag.EXTENDED_OFFSET_TABLE_LENGTHS)).isEqualTo(extended);
    for (int frame = 0; frame < frames; frame++) {
      long offset = places[2 * frame + 2] - places[2];
      if (basic) {
        assertThat(Integer.toUnsignedLong(littleEndian(table).getInt(4 * frame))).isEqualTo(offset);
      }
      if (extended) {
        byte[] offsets = dataSet.get(Tag.EXTENDED_OFFSET_TABLE).bytes(8 * frames);
        byte[] lengths = dataSet.get(Tag.EXTENDED_OFFSET_TABLE_LENGTHS).bytes(8 * frames);
        assertThat(littleEndian(offsets).getLong(8 * frame)).isEqualTo(offset);
        assertThat(places[2 * frame + 3] - littleEndian(lengths).getLong(8 * frame))
            .isBetween(0L, 1L);
      }
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] fragment(DataSet dataSet, int index) throws IOException {
    Element element = dataSet.get(Tag.PIXEL_DATA);
    long[] places = element.fragments();
    byte[] bytes = new byte[(int) places[2 * index + 1]];
    element.span().source().read(places[2 * index], bytes, 0, bytes.length);
    return bytes;
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
