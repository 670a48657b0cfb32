/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.dicomdeid.codec.JpegLsScanHeader.Interleave;
import org.junit.jupiter.api.Test;

class JpegLsCodecTest {

  /** The example of ITU-T T.87 H.3. */
  private static final byte[] EXAMPLE =
      hex(
          "FFD8 FFF7000B08000400040101 1100 FFDA0008010100000000 C000006C80208E01C000005740"
              + "00006EE6000001BC18000005D8000091 60 FFD9");

  private static final byte[] EXAMPLE_CELLS =
      bytes(0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145);

  private static final PixelFormat SMALL = MadeFrames.grey(4, 4, 8, 8, false);

  private final JpegLsCodec codec = new JpegLsCodec();

  @Test
  void decodes_the_example_of_the_standard() throws CodecException {
    assertThat(codec.decode(EXAMPLE, SMALL).cells()).isEqualTo(EXAMPLE_CELLS);
  }

  @Test
  void codes_the_example_of_the_standard() throws CodecException {
    Frame frame = new Frame(4, 4, 1, 1, Photometric.MONOCHROME2, EXAMPLE_CELLS);
    assertThat(codec.encode(frame, SMALL, new byte[0])).isEqualTo(EXAMPLE);
  }

  @Test
  void a_missing_end_marker_is_forgiven_and_missing_data_are_not() throws CodecException {
    for (int length = 0; length < EXAMPLE.length; length++) {
      byte[] cut = Arrays.copyOf(EXAMPLE, length);
      if (length >= EXAMPLE.length - 2) {
        assertThat(codec.decode(cut, SMALL).cells()).isEqualTo(EXAMPLE_CELLS);
      } else {
        assertFault(CodecFault.TRUNCATED_PIXELS, cut, SMALL);
      }
    }
  }

  @Test
  void a_stream_cut_anywhere_is_an_error_unless_it_gives_the_whole_frame() throws CodecException {
    PixelFormat format = MadeFrames.colour(12, 17, 8);
    Frame frame = MadeFrames.frame(format, 6);
    for (Interleave interleave : Interleave.values()) {
      JpegLsChoices choices = new JpegLsChoices(8, JpegLsPreset.DEFAULT, interleave);
      byte[] stream = new JpegLsEncoder(frame, choices).encode();
      for (int length = 0; length < stream.length; length++) {
        byte[] cut = Arrays.copyOf(stream, length);
        if (length < stream.length - 2) {
          assertFault(CodecFault.TRUNCATED_PIXELS, cut, format);
        } else {
          assertThat(codec.decode(cut, format).cells()).isEqualTo(frame.cells());
        }
      }
    }
  }

  @Test
  void data_left_over_when_all_samples_were_decoded_are_damage() {
    assertFault(CodecFault.CORRUPT_PIXELS, inserted(EXAMPLE, EXAMPLE.length - 2, "0000"), SMALL);
    assertFault(
        CodecFault.CORRUPT_PIXELS,
        inserted(EXAMPLE, EXAMPLE.length - 2, "FFDA0008010100000000"),
        SMALL);
  }

  @Test
  void fill_bytes_and_padding_change_nothing() throws CodecException {
    byte[] filled = inserted(EXAMPLE, EXAMPLE.length - 2, "FF");
    filled = inserted(filled, 2, "FFFF");
    filled = inserted(filled, filled.length, "00");
    assertThat(codec.decode(filled, SMALL).cells()).isEqualTo(EXAMPLE_CELLS);
  }

  @Test
  void another_size_or_depth_than_the_header_says_is_refused() {
    assertFault(CodecFault.PIXELS_DISAGREE, EXAMPLE, MadeFrames.grey(4, 5, 8, 8, false));
    assertFault(CodecFault.PIXELS_DISAGREE, EXAMPLE, MadeFrames.grey(5, 4, 8, 8, false));
    assertFault(CodecFault.PIXELS_DISAGREE, EXAMPLE, MadeFrames.colour(4, 4, 8));
    assertFault(CodecFault.PIXELS_DISAGREE, EXAMPLE, MadeFrames.grey(4, 4, 16, 12, false));
    byte[] deeper = EXAMPLE.clone();
    deeper[6] = 9;
    assertFault(CodecFault.PIXELS_DISAGREE, deeper, SMALL);
  }

  @Test
  void what_dicom_does_not_have_is_refused_as_such() {
    byte[] colourTransform = inserted(EXAMPLE, 2, "FFE800076D72667801");
    assertFault(CodecFault.UNSUPPORTED_PIXELS, colourTransform, SMALL);
    byte[] mapped = EXAMPLE.clone();
    mapped[21] = 1;
    assertFault(CodecFault.UNSUPPORTED_PIXELS, mapped, SMALL);
    byte[] shifted = EXAMPLE.clone();
    shifted[24] = 1;
    assertFault(CodecFault.UNSUPPORTED_PIXELS, shifted, SMALL);
    byte[] baseline = EXAMPLE.clone();
    baseline[3] = (byte) 0xC0;
    assertFault(CodecFault.UNSUPPORTED_PIXELS, baseline, SMALL);
    byte[] withoutSize = EXAMPLE.clone();
    withoutSize[8] = 0;
    assertFault(CodecFault.UNSUPPORTED_PIXELS, withoutSize, SMALL);
  }

  @Test
  void parameters_out_of_their_ranges_are_damage() {
    for (String preset :
        List.of(
            "0100 0003 0007 0015 0040", // MAXVAL above the precision
            "00FF 0007 0003 0015 0040", // T1 above T2
            "00FF 0003 0007 0100 0040", // T3 above MAXVAL
            "00FF 0003 0007 0015 0002", // RESET too small
            "00FF 0003 0007 0015 0100")) { // RESET too large
      assertFault(CodecFault.CORRUPT_PIXELS, inserted(EXAMPLE, 2, "FFF8000D01" + preset), SMALL);
    }
    byte[] near = EXAMPLE.clone();
    near[22] = (byte) 200;
    assertFault(CodecFault.CORRUPT_PIXELS, near, SMALL);
  }

  @Test
  void the_choices_of_a_stream_are_taken_over() throws CodecException {
    PixelFormat format = MadeFrames.colour(9, 14, 8);
    Frame frame = MadeFrames.frame(format, 5);
    byte[] like = codec.encode(frame, format, new byte[0]);
    for (Interleave interleave : Interleave.values()) {
      JpegLsChoices choices = new JpegLsChoices(8, new JpegLsPreset(0, 5, 9, 30, 0), interleave);
      byte[] stream = new JpegLsEncoder(frame, choices).encode();
      assertThat(stream).isNotEqualTo(like);
      assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
      assertThat(codec.encode(frame, format, stream)).isEqualTo(stream);
    }
  }

  @Test
  void a_fill_that_needs_more_bits_than_the_stream_has_gets_them() throws CodecException {
    PixelFormat format = MadeFrames.grey(8, 16, 16, 12, true);
    Frame frame = MadeFrames.masked(MadeFrames.frame(format, 1), format);
    byte[] stream =
        new JpegLsEncoder(frame, new JpegLsChoices(12, JpegLsPreset.DEFAULT, Interleave.NONE))
            .encode();
    Patch patch = new Patch(new Box(3, 2, 4, 3), List.of(0xF800));
    byte[] blanked = codec.blank(stream, format, List.of(patch));
    frame.apply(patch);
    assertThat(codec.decode(blanked, format).cells()).isEqualTo(frame.cells());
  }

  @Test
  void each_scan_may_have_its_own_parameters() throws CodecException {
    PixelFormat grey = MadeFrames.grey(12, 20, 8, 8, false);
    PixelFormat colour = MadeFrames.colour(12, 20, 8);
    Frame expected = MadeFrames.empty(colour);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(hex("FFD8 FFF70011 08000C0014 03 011100 021100 031100"));
    for (int i = 0; i < 3; i++) {
      Frame plane = MadeFrames.frame(grey, i);
      for (int p = 0; p < 12 * 20; p++) {
        expected.cells()[3 * p + i] = plane.cells()[p];
      }
      JpegLsPreset preset = new JpegLsPreset(255, 3 + i, 7 + i, 21 + i, 64 - i);
      byte[] single =
          new JpegLsEncoder(plane, new JpegLsChoices(8, preset, Interleave.NONE)).encode();
      byte[] segments = Arrays.copyOfRange(single, 15, single.length - 2);
      segments[15 + 5] = (byte) (i + 1);
      stream.writeBytes(segments);
    }
    stream.writeBytes(hex("FFD9"));
    assertThat(codec.decode(stream.toByteArray(), colour).cells()).isEqualTo(expected.cells());
  }

  @Test
  void restart_intervals_are_decoded_and_their_order_is_checked() throws CodecException {
    PixelFormat format = MadeFrames.grey(43, 30, 16, 12, false);
    Frame frame = MadeFrames.frame(format, 3);
    byte[] stream = withRestarts(frame, 4);
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    for (int at = 0; at + 1 < stream.length; at++) {
      if (stream[at] == -1 && (stream[at + 1] & 0xFF) == 0xD2) {
        stream[at + 1]++;
      }
    }
    assertFault(CodecFault.CORRUPT_PIXELS, stream, format);
  }

  @Test
  void metadata_and_what_follows_the_end_are_dropped() throws CodecException {
    byte[] commented = inserted(EXAMPLE, 2, "FFE1000641424344 FFE80006313233FF");
    commented = inserted(commented, commented.length - 2, "FFFE000541 4243");
    commented = inserted(commented, commented.length, "4142");
    assertThat(codec.decode(commented, SMALL).cells()).isEqualTo(EXAMPLE_CELLS);
    assertThat(codec.withoutMetadata(commented)).isEqualTo(EXAMPLE);
    assertThat(codec.withoutMetadata(EXAMPLE)).isSameAs(EXAMPLE);
    byte[] padded = Arrays.copyOf(EXAMPLE, EXAMPLE.length + EXAMPLE.length % 2);
    assertThat(codec.withoutMetadata(padded)).isSameAs(padded);
    assertThat(codec.withoutMetadata(inserted(EXAMPLE, EXAMPLE.length, "0000"))).isEqualTo(EXAMPLE);
  }

  @Test
  void near_lossless_becomes_lossless_when_blanked() {
    assertThat(codec.syntaxWhenBlanked("1.2.840.10008.1.2.4.81"))
        .isEqualTo("1.2.840.10008.1.2.4.80");
  }

  /** A stream of which each so many lines are coded for themselves. */
  static byte[] withRestarts(Frame frame, int interval) throws CodecException {
    JpegLsChoices choices = new JpegLsChoices(16, JpegLsPreset.DEFAULT, Interleave.NONE);
    int rowBytes = frame.columns() * frame.cellBytes();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    byte[] whole = new JpegLsEncoder(frame, choices).encode();
    stream.write(whole, 0, 30);
    stream.writeBytes(hex("FFDD0004"));
    stream.writeBytes(ByteBuffer.allocate(2).putShort((short) interval).array());
    stream.write(whole, 30, 10);
    for (int row = 0; row < frame.rows(); row += interval) {
      int rows = Math.min(interval, frame.rows() - row);
      byte[] cells = Arrays.copyOfRange(frame.cells(), row * rowBytes, (row + rows) * rowBytes);
      Frame strip =
          new Frame(rows, frame.columns(), 1, frame.cellBytes(), frame.photometric(), cells);
      byte[] coded = new JpegLsEncoder(strip, choices).encode();
      if (row > 0) {
        stream.write(0xFF);
        stream.write(0xD0 + (row / interval - 1) % 8);
      }
      stream.write(coded, 40, coded.length - 42);
    }
    stream.writeBytes(hex("FFD9"));
    return stream.toByteArray();
  }

  private void assertFault(CodecFault fault, byte[] stream, PixelFormat format) {
    assertThatThrownBy(() -> codec.decode(stream, format))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static byte[] inserted(byte[] stream, int at, String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(stream, 0, at);
    out.writeBytes(hex(hex));
    out.write(stream, at, stream.length - at);
    return out.toByteArray();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
