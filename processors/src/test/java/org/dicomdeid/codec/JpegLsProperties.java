/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomdeid.codec.JpegLsScanHeader.Interleave;

class JpegLsProperties {

  private final JpegLsCodec codec = new JpegLsCodec();

  @Property(tries = 1500)
  void any_frame_comes_back_the_same(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 60) int columns,
      @ForAll @IntRange(min = 2, max = 16) int precision,
      @ForAll Interleave interleave,
      @ForAll boolean colour,
      @ForAll boolean preset,
      @ForAll long seed)
      throws CodecException {
    Random random = new Random(seed);
    int bitsAllocated = precision > 8 ? 16 : 8;
    PixelFormat format =
        colour
            ? MadeFrames.colour(rows, columns, bitsAllocated)
            : MadeFrames.grey(rows, columns, bitsAllocated, bitsAllocated, false);
    int maxval = (1 << precision) - 1 - (preset ? random.nextInt(1 << (precision - 1)) : 0);
    Frame frame = frame(format, maxval, random);
    JpegLsPreset parameters = preset ? preset(maxval, random) : JpegLsPreset.DEFAULT;
    byte[] stream =
        new JpegLsEncoder(frame, new JpegLsChoices(precision, parameters, interleave)).encode();
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    byte[] again = codec.encode(frame, format, stream);
    assertThat(codec.decode(again, format).cells()).isEqualTo(frame.cells());
    assertThat(codec.withoutMetadata(stream)).isSameAs(stream);
  }

  @Property(tries = 1500)
  void a_damaged_stream_ends_in_a_typed_error_or_in_a_frame_of_its_size(
      @ForAll @IntRange(min = 1, max = 8) int changes,
      @ForAll Interleave interleave,
      @ForAll boolean colour,
      @ForAll long seed)
      throws CodecException {
    Random random = new Random(seed);
    PixelFormat format =
        colour ? MadeFrames.colour(16, 24, 8) : MadeFrames.grey(16, 24, 16, 12, false);
    Frame frame = MadeFrames.frame(format, seed);
    byte[] stream =
        new JpegLsEncoder(
                frame, new JpegLsChoices(colour ? 8 : 12, JpegLsPreset.DEFAULT, interleave))
            .encode();
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(random.nextBoolean() ? 40 : stream.length);
      stream[at] = (byte) (random.nextBoolean() ? random.nextInt() : stream[at] ^ 1 << (i & 7));
    }
    assertThatCode(
            () -> {
              try {
                Frame decoded = codec.decode(stream, format);
                assertThat(decoded.cells()).hasSize((int) format.frameBytes());
                codec.encode(decoded, format, stream);
                codec.withoutMetadata(stream);
              } catch (CodecException e) {
                assertThat(e.fault()).isNotNull();
              }
            })
        .doesNotThrowAnyException();
  }

  private static JpegLsPreset preset(int maxval, Random random) {
    int t3 = 1 + random.nextInt(maxval);
    int t2 = 1 + random.nextInt(t3);
    int t1 = 1 + random.nextInt(t2);
    return new JpegLsPreset(maxval, t1, t2, t3, 3 + random.nextInt(Math.max(255, maxval) - 2));
  }

  /** Lines that repeat, drift, jump and are noise. */
  private static Frame frame(PixelFormat format, int maxval, Random random) {
    Frame frame = MadeFrames.empty(format);
    int[] last = new int[3];
    for (int row = 0; row < format.rows(); row++) {
      int kind = random.nextInt(4);
      for (int column = 0; column < format.columns(); column++) {
        for (int sample = 0; sample < format.samples(); sample++) {
          int value =
              switch (kind) {
                case 0 -> random.nextInt(20) == 0 ? random.nextInt(maxval + 1) : last[sample];
                case 1 -> last[sample] + random.nextInt(5) - 2;
                case 2 -> random.nextInt(maxval + 1);
                default -> random.nextBoolean() ? 0 : maxval;
              };
          last[sample] = Math.max(0, Math.min(maxval, value));
          frame.set(row, column, sample, last[sample]);
        }
      }
    }
    return frame;
  }
}
