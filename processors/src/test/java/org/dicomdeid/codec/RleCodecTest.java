/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RleCodecTest {

  private static final PixelFormat FLAT = MadeFrames.grey(3, 10, 8, 8, false);

  private final RleCodec codec = new RleCodec();

  @Test
  void codes_each_row_on_its_own() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.empty(FLAT), FLAT, new byte[0]);
    assertThat(Arrays.copyOfRange(stream, 64, stream.length)).containsExactly(-9, 0, -9, 0, -9, 0);
  }

  @Test
  void puts_the_most_significant_bytes_of_a_sample_first() throws CodecException {
    PixelFormat format = new PixelFormat(1, 1, 3, 16, 16, 15, false, Photometric.RGB, 0);
    Frame frame = MadeFrames.empty(format);
    frame.set(0, 0, 0, 0x0102);
    frame.set(0, 0, 1, 0x0304);
    frame.set(0, 0, 2, 0x0506);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    assertThat(stream[0]).isEqualTo((byte) 6);
    for (int segment = 0; segment < 6; segment++) {
      int at = stream[4 * (segment + 1)];
      assertThat(at % 2).isZero();
      assertThat(stream[at + 1]).isEqualTo((byte) (segment + 1));
    }
  }

  @Test
  void cells_of_32_bits_come_back() throws CodecException {
    for (PixelFormat format :
        new PixelFormat[] {MadeFrames.grey(9, 40, 32, 32, false), MadeFrames.colour(9, 40, 32)}) {
      Frame frame = MadeFrames.frame(format, 1);
      byte[] stream = codec.encode(frame, format, new byte[0]);
      assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    }
  }

  @Test
  void a_run_may_cross_rows_and_a_byte_may_say_nothing() throws CodecException {
    byte[] stream = segment(-128, -29, 7, -128);
    assertThat(codec.decode(stream, FLAT).cells()).containsOnly(7);
  }

  @Test
  void a_short_segment_is_truncated() {
    assertFault(CodecFault.TRUNCATED_PIXELS, segment(-28, 7));
    assertFault(CodecFault.TRUNCATED_PIXELS, segment(29, 7, 7, 7));
    assertFault(CodecFault.TRUNCATED_PIXELS, segment(-29));
  }

  @Test
  void an_overlong_segment_is_damage_unless_it_is_padding() throws CodecException {
    assertFault(CodecFault.CORRUPT_PIXELS, segment(-30, 7));
    assertFault(CodecFault.CORRUPT_PIXELS, segment(-29, 7, -29, 7));
    assertThat(codec.decode(segment(-29, 7, 0, 0), FLAT).cells()).containsOnly(7);
  }

  @Test
  void another_number_of_segments_disagrees() {
    byte[] stream = segment(-29, 7);
    stream[0] = 3;
    assertFault(CodecFault.PIXELS_DISAGREE, stream);
    stream[0] = 16;
    assertFault(CodecFault.CORRUPT_PIXELS, stream);
  }

  @Test
  void offsets_lie_behind_the_header_and_within_the_stream() {
    byte[] stream = segment(-29, 7);
    stream[4] = 63;
    assertFault(CodecFault.CORRUPT_PIXELS, stream);
    stream[4] = 80;
    assertFault(CodecFault.TRUNCATED_PIXELS, stream);
    stream[7] = -1;
    assertFault(CodecFault.CORRUPT_PIXELS, stream);
  }

  @Test
  void drops_bytes_that_the_header_does_not_point_at() throws CodecException {
    byte[] sound = segment(-29, 7);
    assertThat(codec.withoutMetadata(sound)).isSameAs(sound);
    byte[] hiding = new byte[sound.length + 8];
    System.arraycopy(sound, 0, hiding, 0, 64);
    Arrays.fill(hiding, 40, 72, (byte) 'J');
    System.arraycopy(sound, 64, hiding, 72, sound.length - 64);
    hiding[4] = 72;
    assertThat(codec.decode(hiding, FLAT).cells()).containsOnly(7);
    assertThat(codec.withoutMetadata(hiding)).isEqualTo(sound);
  }

  private void assertFault(CodecFault fault, byte[] stream) {
    assertThatThrownBy(() -> codec.decode(stream, FLAT))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static byte[] segment(int... content) {
    byte[] stream = new byte[64 + content.length];
    stream[0] = 1;
    stream[4] = 64;
    for (int i = 0; i < content.length; i++) {
      stream[64 + i] = (byte) content[i];
    }
    return stream;
  }
}
