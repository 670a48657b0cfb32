/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A damaged stream ends in a typed error, never in a picture that only looks whole. */
class JpegDctDamageTest {

  private static final List<Patch> PATCHES =
      List.of(new Patch(new Box(3, 3, 9, 9), List.of(0, 0, 0)));

  private final JpegDctCodec codec = new JpegDctCodec();
  private final Random random = new Random(7);

  @Test
  void a_stream_cut_off_anywhere_before_its_end_marker_is_refused() {
    for (boolean interleaved : new boolean[] {true, false}) {
      DctPicture picture = DctPicture.random(random, 8, 20, 30, List.of(0x22, 0x11, 0x11), 5);
      byte[] stream = picture.stream(new DctPicture.Layout(2, interleaved, false));
      for (int length = 0; length < stream.length - 2; length++) {
        byte[] cut = Arrays.copyOf(stream, length);
        assertThat(fault(cut, picture.format()))
            .as("cut at " + length)
            .isIn(CodecFault.TRUNCATED_PIXELS, CodecFault.CORRUPT_PIXELS);
      }
    }
  }

  @Test
  void only_the_end_marker_may_be_missing() throws CodecException {
    DctPicture picture = DctPicture.random(random, 8, 20, 30, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    byte[] whole = codec.decode(stream, picture.format()).cells();
    byte[] without = Arrays.copyOf(stream, stream.length - 2);

    assertThat(codec.decode(without, picture.format()).cells()).isEqualTo(whole);
    assertThat(codec.decode(Arrays.copyOf(stream, stream.length - 1), picture.format()).cells())
        .isEqualTo(whole);
    assertThat(codec.decode(Arrays.copyOf(without, without.length + 1), picture.format()).cells())
        .isEqualTo(whole);
    assertThat(codec.blank(without, picture.format(), List.of())).isEqualTo(stream);
  }

  @Test
  void data_that_are_left_over_are_damage() {
    DctPicture picture = DctPicture.random(random, 8, 16, 16, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    byte[] more = Arrays.copyOf(stream, stream.length + 2);
    more[more.length - 2] = stream[stream.length - 2];
    more[more.length - 1] = stream[stream.length - 1];
    more[more.length - 4] = 0x55;
    more[more.length - 3] = 0x55;

    assertThat(fault(more, picture.format())).isEqualTo(CodecFault.CORRUPT_PIXELS);
  }

  @Test
  void bits_of_the_last_byte_are_padding_or_damage() throws CodecException {
    int refused = 0;
    for (int i = 0; i < 20; i++) {
      DctPicture picture = DctPicture.random(random, 8, 16, 16, List.of(0x11), 5);
      byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
      byte[] cells = codec.decode(stream, picture.format()).cells();
      stream[stream.length - 3] ^= 2;
      try {
        assertThat(codec.decode(stream, picture.format()).cells()).isNotEqualTo(cells);
      } catch (CodecException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @Test
  void no_block_is_brighter_than_white_or_darker_than_black() throws CodecException {
    for (int sign : new int[] {-1, 1}) {
      DctPicture most = flat(103 * sign);
      byte[] stream = most.stream(new DctPicture.Layout(0, true, false));
      assertThat(codec.decode(stream, most.format()).cells()).containsOnly(sign < 0 ? 0 : 255);
      DctPicture beyond = flat(104 * sign);
      stream = beyond.stream(new DctPicture.Layout(0, true, false));
      assertThat(fault(stream, beyond.format())).isEqualTo(CodecFault.CORRUPT_PIXELS);
    }
  }

  /** One block with this DC, in steps of 10. */
  private static DctPicture flat(int dc) {
    List<Integer> block = new ArrayList<>(Collections.nCopies(64, 0));
    block.set(0, dc);
    return new DctPicture(8, 8, 8, List.of(0x11), 10, List.of(List.of(block)));
  }

  @Test
  void a_restart_marker_that_is_missing_or_out_of_order_is_damage() {
    DctPicture picture = DctPicture.random(random, 8, 32, 32, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(4, true, false));
    int at = indexOf(stream, JpegMarker.RST0 + 1);
    byte[] wrong = stream.clone();
    wrong[at + 1] = (byte) (JpegMarker.RST0 + 2);
    byte[] missing =
        DctStreams.join(
            Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at + 2, stream.length));

    assertThat(fault(wrong, picture.format())).isEqualTo(CodecFault.CORRUPT_PIXELS);
    assertThat(fault(missing, picture.format())).isEqualTo(CodecFault.CORRUPT_PIXELS);
  }

  @Test
  void other_processes_are_named_as_not_supported() {
    DctPicture picture = DctPicture.random(random, 8, 16, 16, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    int at = indexOf(stream, JpegMarker.SOF0);
    for (int marker : new int[] {0xC2, 0xC3, 0xC5, 0xC7, 0xC9, 0xCA, 0xCB, 0xCF, 0xDE}) {
      byte[] other = stream.clone();
      other[at + 1] = (byte) marker;
      assertThat(fault(other, picture.format())).isEqualTo(CodecFault.UNSUPPORTED_PIXELS);
    }
    byte[] deeper = stream.clone();
    deeper[at + 4] = 16;
    assertThat(fault(deeper, picture.format())).isEqualTo(CodecFault.UNSUPPORTED_PIXELS);
  }

  @Test
  void a_frame_that_is_not_the_one_of_the_header_is_refused() {
    DctPicture picture = DctPicture.random(random, 8, 16, 24, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    for (PixelFormat other :
        List.of(
            new PixelFormat(24, 16, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0),
            new PixelFormat(16, 23, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0),
            new PixelFormat(16, 24, 3, 8, 8, 7, false, Photometric.RGB, 0),
            new PixelFormat(16, 24, 1, 16, 12, 11, false, Photometric.MONOCHROME2, 0),
            new PixelFormat(16, 24, 1, 32, 8, 7, false, Photometric.MONOCHROME2, 0))) {
      assertThat(fault(stream, other)).isEqualTo(CodecFault.PIXELS_DISAGREE);
    }
  }

  @Test
  void random_damage_ends_in_a_picture_or_a_typed_error_within_a_second() {
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      List<Integer> sampling = i % 3 == 0 ? List.of(0x11) : List.of(0x22, 0x11, 0x11);
      DctPicture picture = DctPicture.random(random, i % 2 == 0 ? 8 : 12, 20, 30, sampling, 5);
      byte[] stream = picture.stream(new DctPicture.Layout(i % 4, i % 5 > 0, i % 7 == 0));
      for (int n = random.nextInt(4); n >= 0; n--) {
        stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
      }
      long start = System.nanoTime();
      refused += refuses(() -> codec.decode(stream, picture.format()));
      refused += refuses(() -> codec.blank(stream, picture.format(), PATCHES));
      refused += refuses(() -> codec.withoutMetadata(stream));
      assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void a_header_that_promises_more_than_the_stream_can_hold_costs_no_memory() {
    DctPicture picture = DctPicture.random(random, 8, 16, 16, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    int at = indexOf(stream, JpegMarker.SOF0);
    Arrays.fill(stream, at + 5, at + 9, (byte) 0xFF);
    PixelFormat large =
        new PixelFormat(65535, 65535, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);

    assertThat(fault(stream, large)).isEqualTo(CodecFault.TRUNCATED_PIXELS);
  }

  private interface Work {
    Object run() throws CodecException;
  }

  private static int refuses(Work work) {
    try {
      assertThat(work.run()).isNotNull();
      return 0;
    } catch (CodecException e) {
      return 1;
    }
  }

  private CodecFault fault(byte[] stream, PixelFormat format) {
    CodecException decoding =
        catchThrowableOfType(CodecException.class, () -> codec.decode(stream, format));
    CodecException blanking =
        catchThrowableOfType(CodecException.class, () -> codec.blank(stream, format, PATCHES));
    assertThat(decoding).isNotNull();
    assertThat(blanking).isNotNull();
    assertThat(blanking.fault()).isEqualTo(decoding.fault());
    return decoding.fault();
  }

  private static int indexOf(byte[] stream, int marker) {
    for (int at = 0; at + 1 < stream.length; at++) {
      if (stream[at] == (byte) 0xFF && (stream[at + 1] & 0xFF) == marker) {
        return at;
      }
    }
    throw new AssertionError("no marker " + marker);
  }
}
