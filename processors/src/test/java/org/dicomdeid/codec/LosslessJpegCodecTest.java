/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LosslessJpegCodecTest {

  private static final PixelFormat GREY = MadeFrames.grey(24, 17, 16, 12, false);

  @TempDir private Path folder;
  private final LosslessJpegCodec codec = new LosslessJpegCodec();

  @Test
  void restart_intervals_decode_as_dcmtk_and_gdcm_decode_them() throws Exception {
    Frame frame = MadeFrames.frame(GREY, 1);
    for (int rows : new int[] {1, 2, 5, 24}) {
      byte[] stream = withRestarts(frame, rows);
      assertThat(codec.decode(stream, GREY).cells())
          .as("every %s rows", rows)
          .isEqualTo(frame.cells());
      assertThat(codec.withoutMetadata(stream)).isSameAs(stream);
    }
    Peers.require("dcmtk");
    Peers.require("gdcm");
    PeerFile.write(folder.resolve("j.dcm"), GREY, "1.2.840.10008.1.2.4.57", withRestarts(frame, 3));
    PeerFile.run(folder, "dcmdjpeg", "j.dcm", "d.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("d.dcm"), GREY)).isEqualTo(frame.cells());
    PeerFile.run(folder, "gdcmconv", "--raw", "j.dcm", "g.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("g.dcm"), GREY)).isEqualTo(frame.cells());
  }

  @Test
  void a_restart_marker_out_of_turn_is_damage() throws CodecException {
    byte[] stream = withRestarts(MadeFrames.frame(GREY, 1), 2);
    int marker = indexOf(stream, LosslessJpegMarker.RST0 + 1);
    stream[marker + 1]++;
    assertFault(CodecFault.CORRUPT_PIXELS, stream, GREY);
  }

  @Test
  void a_sample_that_the_precision_does_not_hold_is_damage() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 1), GREY, new byte[0]);
    stream[indexOf(stream, LosslessJpegMarker.SOF3) + 4] = 12;
    assertFault(CodecFault.CORRUPT_PIXELS, stream, GREY);
  }

  @Test
  void bits_that_are_left_over_and_are_no_padding_are_damage() throws CodecException {
    Frame frame = MadeFrames.frame(GREY, 1);
    byte[] stream = codec.encode(frame, GREY, new byte[0]);
    for (int value : new int[] {0, 0x10, 0x55, 0xFE}) {
      byte[] longer = Arrays.copyOf(stream, stream.length + 1);
      longer[stream.length - 2] = (byte) value;
      longer[stream.length - 1] = stream[stream.length - 2];
      longer[stream.length] = stream[stream.length - 1];
      if (value == 0) {
        assertThat(codec.decode(longer, GREY).cells()).isEqualTo(frame.cells());
      } else {
        assertFault(CodecFault.CORRUPT_PIXELS, longer, GREY);
      }
    }
  }

  @Test
  void the_largest_difference_has_no_bits_of_its_own() throws Exception {
    PixelFormat format = MadeFrames.grey(8, 8, 16, 16, false);
    Frame frame = MadeFrames.empty(format);
    for (int i = 0; i < 64; i++) {
      frame.set(i / 8, i % 8, 0, i % 2 == 0 ? 0 : 0x8000);
    }
    byte[] stream = codec.encode(frame, format, new byte[0]);
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    Peers.require("dcmtk");
    PeerFile.write(folder.resolve("j.dcm"), format, "1.2.840.10008.1.2.4.70", stream);
    PeerFile.run(folder, "dcmdjpeg", "j.dcm", "d.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("d.dcm"), format)).isEqualTo(frame.cells());
  }

  @Test
  void a_point_transform_is_taken_over_only_where_nothing_is_lost() throws CodecException {
    Frame frame = MadeFrames.frame(GREY, 2);
    for (int i = 0; i < frame.cells().length; i += 2) {
      frame.cells()[i] &= (byte) 0xFC;
    }
    byte[] like =
        new LosslessJpegEncoder(frame, new LosslessJpegChoices(12, 5, 2, List.of(1), true))
            .encode();
    assertThat(codec.decode(like, GREY).cells()).isEqualTo(frame.cells());
    assertThat(codec.encode(frame, GREY, like)).isEqualTo(like);
    frame.set(3, 3, 0, 1);
    byte[] odd = codec.encode(frame, GREY, like);
    assertThat(codec.decode(odd, GREY).cells()).isEqualTo(frame.cells());
    assertThat(LosslessJpegChoices.of(odd, frame).pointTransform()).isZero();
  }

  @Test
  void a_value_that_the_precision_does_not_hold_raises_it() throws CodecException {
    Frame frame = MadeFrames.frame(GREY, 3);
    byte[] like =
        new LosslessJpegEncoder(frame, new LosslessJpegChoices(12, 1, 0, List.of(1), true))
            .encode();
    frame.set(0, 0, 0, 0xFFFF);
    byte[] stream = codec.encode(frame, GREY, like);
    assertThat(codec.decode(stream, GREY).cells()).isEqualTo(frame.cells());
    assertThat(LosslessJpegChoices.of(stream, frame).precision()).isEqualTo(16);
  }

  @Test
  void drops_comments_application_segments_and_what_follows_the_end() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 4), GREY, new byte[0]);
    byte[] note = "DOE^JOHN".getBytes(StandardCharsets.US_ASCII);
    byte[] jfif = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    byte[] thumbnail = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 7, 7, 7};
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    byte[] kept =
        insert(insert(stream, LosslessJpegMarker.APP14, adobe), LosslessJpegMarker.APP0, jfif);
    assertThat(codec.withoutMetadata(kept)).isSameAs(kept);
    byte[] full = insert(kept, LosslessJpegMarker.COM, note);
    full = insert(full, LosslessJpegMarker.APP0, thumbnail);
    full = insert(full, LosslessJpegMarker.APP0 + 1, note);
    byte[] longer = Arrays.copyOf(full, full.length + note.length);
    System.arraycopy(note, 0, longer, full.length, note.length);
    assertThat(codec.withoutMetadata(longer)).isEqualTo(kept);
    assertThat(codec.decode(longer, GREY).cells()).isEqualTo(codec.decode(stream, GREY).cells());
    byte[] padded = Arrays.copyOf(stream, stream.length + 1);
    assertThat(codec.withoutMetadata(padded)).isSameAs(padded);
  }

  @Test
  void another_process_of_jpeg_is_not_supported() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 4), GREY, new byte[0]);
    int frameHeader = indexOf(stream, LosslessJpegMarker.SOF3);
    for (int process : new int[] {0xC0, 0xC1, 0xC2, 0xC7, 0xCB}) {
      stream[frameHeader + 1] = (byte) process;
      assertFault(CodecFault.UNSUPPORTED_PIXELS, stream, GREY);
    }
  }

  @Test
  void another_size_or_number_of_samples_disagrees() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 4), GREY, new byte[0]);
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(24, 18, 16, 12, false));
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(23, 17, 16, 12, false));
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(24, 17, 8, 8, false));
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.colour(24, 17, 16));
  }

  private void assertFault(CodecFault fault, byte[] stream, PixelFormat format) {
    assertThatThrownBy(() -> codec.decode(stream, format))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  /** Predictor 1, each interval predicted and coded on its own (T.81 H.1.1). */
  private static byte[] withRestarts(Frame frame, int rows) throws CodecException {
    int columns = frame.columns();
    short[][] differences = new short[frame.rows()][columns];
    long[] categories = new long[LosslessJpegTable.CATEGORIES];
    int[] row = new int[columns];
    int[] above = new int[columns];
    for (int r = 0; r < frame.rows(); r++) {
      for (int c = 0; c < columns; c++) {
        row[c] = frame.cell(r, c, 0);
      }
      if (r % rows == 0) {
        LosslessJpegPrediction.takeFirst(row, columns, 1 << 15, differences[r]);
      } else {
        LosslessJpegPrediction.take(1, row, above, columns, differences[r]);
      }
      for (short difference : differences[r]) {
        categories[LosslessJpegTable.category(difference)]++;
      }
      System.arraycopy(row, 0, above, 0, columns);
    }
    LosslessJpegTable[] tables = {LosslessJpegTable.madeFor(categories)};
    LosslessJpegOutput out = new LosslessJpegOutput(1024);
    out.marker(LosslessJpegMarker.SOI);
    out.marker(LosslessJpegMarker.DRI);
    out.uint16(4);
    out.uint16(rows * columns);
    out.marker(LosslessJpegMarker.SOF3);
    out.uint16(11);
    out.uint8(16);
    out.uint16(frame.rows());
    out.uint16(columns);
    for (int value : new int[] {1, 1, 0x11, 0}) {
      out.uint8(value);
    }
    out.marker(LosslessJpegMarker.DHT);
    tables[0].describe(out, 0);
    out.marker(LosslessJpegMarker.SOS);
    out.uint16(8);
    for (int value : new int[] {1, 1, 0, 1, 0, 0}) {
      out.uint8(value);
    }
    for (int r = 0; r < frame.rows(); r++) {
      if (r > 0 && r % rows == 0) {
        out.align();
        out.marker(LosslessJpegMarker.RST0 + (r / rows - 1) % 8);
      }
      out.row(new short[][] {differences[r]}, tables, columns);
    }
    out.align();
    out.marker(LosslessJpegMarker.EOI);
    return out.bytes();
  }

  /** The stream with a segment after SOI. */
  private static byte[] insert(byte[] stream, int marker, byte[] content) {
    byte[] longer = new byte[stream.length + 4 + content.length];
    System.arraycopy(stream, 0, longer, 0, 2);
    longer[2] = -1;
    longer[3] = (byte) marker;
    longer[4] = (byte) ((content.length + 2) >> 8);
    longer[5] = (byte) (content.length + 2);
    System.arraycopy(content, 0, longer, 6, content.length);
    System.arraycopy(stream, 2, longer, 6 + content.length, stream.length - 2);
    return longer;
  }

  private static int indexOf(byte[] stream, int marker) {
    for (int i = 0; i + 1 < stream.length; i++) {
      if (stream[i] == -1 && (stream[i + 1] & 0xFF) == marker) {
        return i;
      }
    }
    throw new AssertionError("no such marker");
  }
}
