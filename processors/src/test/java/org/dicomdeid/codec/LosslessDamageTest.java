/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is cut off or damaged ends as a typed fault, soon, and never as another exception. */
class LosslessDamageTest {

  /** Far above what such small frames take, far below the limit of the slowest codec. */
  private static final Duration ONE_CASE = Duration.ofSeconds(5);

  private static final List<PixelFormat> FORMATS =
      List.of(
          MadeFrames.grey(24, 31, 8, 8, false),
          MadeFrames.grey(40, 51, 16, 12, true),
          MadeFrames.colour(33, 20, 8));

  static Stream<FrameCodec> codecs() {
    return Stream.of(new RleCodec(), new LosslessJpegCodec(), new Jpeg2000Codec());
  }

  @ParameterizedTest
  @MethodSource("codecs")
  @Timeout(60)
  void a_stream_that_was_cut_off_is_refused_or_whole(FrameCodec codec) throws CodecException {
    for (PixelFormat format : FORMATS) {
      Frame frame = MadeFrames.frame(format, 5);
      byte[] stream = codec.encode(frame, format, new byte[0]);
      boolean slow = codec instanceof Jpeg2000Codec;
      int step = slow ? Math.max(1, stream.length / 80) : 1;
      int whole = 0;
      for (int length = 0; length < stream.length; length += step) {
        byte[] cut = Arrays.copyOf(stream, length);
        Frame decoded = decode(codec, cut, format, CodecFault.TRUNCATED_PIXELS);
        if (decoded != null) {
          assertThat(decoded.cells()).isEqualTo(frame.cells());
          whole++;
        }
      }
      // Lossless JPEG is whole without its EOI; a segment of RLE without its padding.
      assertThat(whole).isLessThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  @Timeout(60)
  void a_damaged_stream_ends_as_a_frame_or_a_typed_fault(FrameCodec codec) throws CodecException {
    Random random = new Random(6);
    int refused = 0;
    int cases = codec instanceof Jpeg2000Codec ? 150 : 3_000;
    for (PixelFormat format : FORMATS) {
      byte[] stream = codec.encode(MadeFrames.frame(format, 7), format, new byte[0]);
      for (int i = 0; i < cases; i++) {
        byte[] damaged = stream.clone();
        int changes = 1 + random.nextInt(3);
        for (int k = 0; k < changes; k++) {
          int reach = random.nextBoolean() ? Math.min(120, damaged.length) : damaged.length;
          int value = random.nextInt(4) == 0 ? 0xFF : random.nextInt(256);
          damaged[random.nextInt(reach)] = (byte) value;
        }
        if (decode(codec, damaged, format, null) == null) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(cases / 4);
  }

  @Test
  void work_that_never_ends_is_given_up_in_time() {
    TimeLimit limit = new TimeLimit("test");
    long start = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> limit.run(LosslessDamageTest::spin, Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              CodecException.class,
              e -> assertThat(e.fault()).isEqualTo(CodecFault.DECODE_TIMEOUT));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ONE_CASE);
  }

  @Test
  void an_error_of_a_library_is_a_fault_of_the_pixels() {
    TimeLimit limit = new TimeLimit("test");
    assertThatThrownBy(
            () ->
                limit.run(
                    () -> {
                      throw new LinkageError("as a library may");
                    },
                    Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            CodecException.class, e -> assertThat(e.fault()).isEqualTo(CodecFault.CORRUPT_PIXELS));
  }

  @Test
  void an_error_that_cannot_even_be_told_is_a_fault_of_the_pixels() {
    TimeLimit limit = new TimeLimit("test");
    assertThatThrownBy(
            () ->
                limit.run(
                    () -> {
                      throw new IllegalStateException() {
                        private static final long serialVersionUID = 1;

                        @Override
                        public String getMessage() {
                          throw new NullPointerException();
                        }
                      };
                    },
                    Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            CodecException.class, e -> assertThat(e.fault()).isEqualTo(CodecFault.CORRUPT_PIXELS));
  }

  /** Looks at no interrupt until the test is over long since. */
  private static boolean spin() {
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    boolean ended = false;
    while (!ended) {
      ended = System.nanoTime() - end > 0;
    }
    return ended;
  }

  /** The frame, or null for a fault, which must be the one expected when one is. */
  private static Frame decode(
      FrameCodec codec, byte[] stream, PixelFormat format, CodecFault expected) {
    long start = System.nanoTime();
    Frame frame = null;
    try {
      frame = codec.decode(stream, format);
    } catch (CodecException e) {
      assertThat(e.fault()).isNotEqualTo(CodecFault.DECODE_TIMEOUT);
      if (expected != null) {
        assertThat(e.fault()).isEqualTo(expected);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ONE_CASE);
    return frame;
  }
}
