/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The packets of a sound codestream come out even, those of a cut or stretched one never. */
class Jpeg2000PacketsProperties {

  private static final int MOST_LEVELS = 5;

  @Property(tries = 100)
  void own_streams_pass_and_cut_ones_do_not(
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(min = 1, max = 150) int columns,
      @ForAll @IntRange(min = 0, max = MOST_LEVELS) int levels,
      @ForAll boolean colour,
      @ForAll @IntRange(min = 1, max = 400) int bytes,
      @ForAll long seed)
      throws Exception {
    PixelFormat format =
        colour
            ? MadeFrames.colour(rows, columns, 8)
            : MadeFrames.grey(rows, columns, 16, 12, false);
    Frame frame = MadeFrames.frame(format, seed);
    Jpeg2000Choices choices = new Jpeg2000Choices(colour ? 8 : 12, false, colour);
    byte[] stream = new Jpeg2000Encoder(frame, choices, levels).encode();
    Jpeg2000Codestream outline = Jpeg2000Codestream.of(stream);
    assertThatCode(() -> Jpeg2000Packets.check(stream, outline)).doesNotThrowAnyException();
    int data = outline.end() - outline.header() - 2 - 14;
    assertRefused(resized(stream, -Math.min(bytes, data)));
    assertRefused(resized(stream, bytes));
  }

  private static void assertRefused(byte[] stream) {
    assertThatThrownBy(() -> Jpeg2000Packets.check(stream, Jpeg2000Codestream.of(stream)))
        .isInstanceOf(CodecException.class);
  }

  /** The stream with its one tile-part longer or shorter at its end, which its length tells. */
  private static byte[] resized(byte[] stream, int by) throws CodecException {
    int part = Jpeg2000Codestream.of(stream).header();
    byte[] other = new byte[stream.length + by];
    System.arraycopy(stream, 0, other, 0, Math.min(stream.length, other.length) - 2);
    System.arraycopy(stream, stream.length - 2, other, other.length - 2, 2);
    int length = other.length - 2 - part;
    for (int i = 0; i < 4; i++) {
      other[part + 6 + i] = (byte) (length >>> (24 - 8 * i));
    }
    return other;
  }
}
