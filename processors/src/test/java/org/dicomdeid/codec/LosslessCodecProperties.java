/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What was coded without loss is what is decoded, whatever the shape, depth and sign. */
class LosslessCodecProperties {

  @Provide
  Arbitrary<PixelFormat> formats() {
    Arbitrary<Integer> sides = Arbitraries.integers().between(1, 70);
    Arbitrary<Integer> bits = Arbitraries.integers().between(2, 16);
    Arbitrary<Boolean> signs = Arbitraries.of(false, true);
    return Combinators.combine(sides, sides, bits, signs)
        .as(
            (rows, columns, stored, signed) ->
                rows % 3 == 0
                    ? MadeFrames.colour(rows, columns, stored <= 8 ? 8 : 16)
                    : MadeFrames.grey(rows, columns, stored <= 8 ? 8 : 16, stored, signed));
  }

  @Property(tries = 200)
  void rle_gives_back_every_cell(@ForAll @From("formats") PixelFormat format, @ForAll long seed)
      throws CodecException {
    RleCodec codec = new RleCodec();
    Frame frame = MadeFrames.frame(format, seed);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    assertThat(stream.length % 2).isZero();
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    assertThat(codec.withoutMetadata(stream)).isSameAs(stream);
  }

  @Property(tries = 200)
  void lossless_jpeg_gives_back_every_cell(
      @ForAll @From("formats") PixelFormat format,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int selection,
      @ForAll boolean interleaved)
      throws CodecException {
    LosslessJpegCodec codec = new LosslessJpegCodec();
    Frame frame = MadeFrames.frame(format, seed);
    List<Integer> names = format.samples() == 1 ? List.of(0) : List.of(82, 71, 66);
    LosslessJpegChoices choices =
        new LosslessJpegChoices(format.bitsAllocated(), selection, 0, names, interleaved);
    byte[] stream = new LosslessJpegEncoder(frame, choices).encode();
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    assertThat(LosslessJpegChoices.of(stream, frame).selection()).isEqualTo(selection);
    byte[] again = codec.encode(frame, format, stream);
    assertThat(again).isEqualTo(stream);
    assertThat(codec.withoutMetadata(stream)).isSameAs(stream);
  }

  @Property(tries = 60)
  void jpeg_2000_gives_back_every_cell(
      @ForAll @From("formats") PixelFormat format, @ForAll long seed) throws CodecException {
    Jpeg2000Codec codec = new Jpeg2000Codec();
    Frame frame = MadeFrames.frame(format, seed);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    byte[] again = codec.encode(frame, format, stream);
    assertThat(codec.decode(again, format).cells()).isEqualTo(frame.cells());
    assertThat(codec.withoutMetadata(stream)).isSameAs(stream);
  }
}
