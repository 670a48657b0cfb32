/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Jpeg2000CodecTest {

  private static final PixelFormat GREY = MadeFrames.grey(40, 50, 16, 12, false);

  private final Jpeg2000Codec codec = new Jpeg2000Codec();

  @Test
  void what_may_lose_becomes_what_does_not_when_it_is_blanked() {
    assertThat(codec.syntaxWhenBlanked("1.2.840.10008.1.2.4.91"))
        .isEqualTo("1.2.840.10008.1.2.4.90");
    assertThat(codec.syntaxWhenBlanked("1.2.840.10008.1.2.4.90"))
        .isEqualTo("1.2.840.10008.1.2.4.90");
  }

  @Test
  void blanks_a_box_and_nothing_else() throws CodecException {
    PixelFormat format = MadeFrames.colour(40, 50, 8);
    Frame frame = MadeFrames.frame(format, 1);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    Patch patch = new Patch(new Box(5, 6, 11, 7), List.of(0, 0, 0));
    Frame blanked = codec.decode(codec.blank(stream, format, List.of(patch)), format);
    frame.apply(patch);
    assertThat(blanked.cells()).isEqualTo(frame.cells());
    assertThat(blanked.photometric()).isEqualTo(Photometric.RGB);
  }

  @Test
  void takes_over_depth_sign_and_component_transform() throws IOException {
    PixelFormat format = MadeFrames.colour(40, 50, 8);
    Frame frame = MadeFrames.frame(format, 1);
    for (boolean transform : new boolean[] {true, false}) {
      byte[] like =
          new Jpeg2000Encoder(frame, new Jpeg2000Choices(8, false, transform), 5).encode();
      Jpeg2000Codestream again = Jpeg2000Codestream.of(codec.encode(frame, format, like));
      assertThat(again.coding().componentTransform()).isEqualTo(transform);
    }
    assertThat(codec.encodedPhotometric(frame)).isEqualTo(Photometric.YBR_RCT);
    Jpeg2000Codestream own = Jpeg2000Codestream.of(codec.encode(frame, format, new byte[0]));
    assertThat(own.coding().componentTransform()).isTrue();
    assertThat(own.coding().reversible()).isTrue();
  }

  @Test
  void writes_no_comment() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 1), GREY, new byte[0]);
    assertThat(new String(stream, StandardCharsets.ISO_8859_1)).doesNotContain("JJ2000");
  }

  @Test
  void drops_comments_and_what_follows_the_end() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 1), GREY, new byte[0]);
    assertThat(codec.withoutMetadata(stream)).isSameAs(stream);
    byte[] note = "DOE^JOHN".getBytes(StandardCharsets.US_ASCII);
    byte[] main = insert(stream, Jpeg2000Codestream.of(stream).header(), note);
    assertThat(codec.withoutMetadata(main)).isEqualTo(stream);
    // In the header of the tile-part, whose length grows with it.
    int part = Jpeg2000Codestream.of(stream).header();
    byte[] tile = insert(stream, part + 12, note);
    int added = tile.length - stream.length;
    tile[part + 9] += (byte) added;
    tile[part + 8] += (byte) ((tile[part + 9] & 0xFF) < added ? 1 : 0);
    assertThat(codec.decode(tile, GREY).cells()).isEqualTo(codec.decode(stream, GREY).cells());
    assertThat(codec.withoutMetadata(tile)).isEqualTo(stream);
    byte[] padded = Arrays.copyOf(stream, stream.length + 1);
    assertThat(codec.withoutMetadata(padded)).isSameAs(padded);
  }

  @Test
  void more_packets_than_bytes_are_damage() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 1), GREY, new byte[0]);
    int coding = indexOf(stream, Jpeg2000Marker.COD);
    stream[coding + 6] = (byte) 0xFF;
    assertFault(CodecFault.CORRUPT_PIXELS, stream, GREY);
  }

  @Test
  void extensions_and_high_throughput_are_not_supported() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 1), GREY, new byte[0]);
    for (int capability : new int[] {0x80, 0x40}) {
      byte[] other = stream.clone();
      other[6] = (byte) capability;
      assertFault(CodecFault.UNSUPPORTED_PIXELS, other, GREY);
    }
  }

  @Test
  void another_size_or_number_of_samples_disagrees() throws CodecException {
    byte[] stream = codec.encode(MadeFrames.frame(GREY, 1), GREY, new byte[0]);
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(40, 51, 16, 12, false));
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(41, 50, 16, 12, false));
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(40, 50, 8, 8, false));
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.colour(40, 50, 16));
  }

  @Test
  void values_that_the_header_has_no_bits_for_disagree() throws CodecException {
    PixelFormat deep = MadeFrames.grey(40, 50, 16, 16, false);
    byte[] stream = codec.encode(MadeFrames.frame(deep, 1), deep, new byte[0]);
    assertFault(CodecFault.PIXELS_DISAGREE, stream, GREY);
    assertFault(CodecFault.PIXELS_DISAGREE, stream, MadeFrames.grey(40, 50, 16, 12, true));
    // Some writers code all allocated bits, whatever is stored in them.
    Frame shallow = MadeFrames.frame(GREY, 1);
    byte[] coded = codec.encode(shallow, deep, new byte[0]);
    assertThat(codec.decode(coded, GREY).cells()).isEqualTo(shallow.cells());
  }

  @Test
  void negative_values_of_an_unsigned_header_disagree() throws CodecException {
    for (int stored : new int[] {12, 16}) {
      PixelFormat signed = MadeFrames.grey(40, 50, 16, stored, true);
      byte[] stream = codec.encode(MadeFrames.frame(signed, 1), signed, new byte[0]);
      PixelFormat unsigned = MadeFrames.grey(40, 50, 16, stored, false);
      assertFault(CodecFault.PIXELS_DISAGREE, stream, unsigned);
    }
  }

  @Test
  void damage_within_code_blocks_is_found() throws CodecException {
    PixelFormat format = MadeFrames.grey(256, 256, 16, 12, false);
    byte[] stream = codec.encode(MadeFrames.frame(format, 1), format, new byte[0]);
    int found = 0;
    int all = 0;
    for (int length : new int[] {40, 300, 3_000}) {
      for (int from = stream.length / 2; from < stream.length - 4_000; from += 500) {
        byte[] zeroed = stream.clone();
        Arrays.fill(zeroed, from, from + length, (byte) 0);
        found += isRefused(zeroed, format) ? 1 : 0;
        all++;
      }
    }
    // What does not change how many bytes the passes need looks sound.
    assertThat(found).isGreaterThanOrEqualTo(all * 9 / 10);
  }

  private boolean isRefused(byte[] stream, PixelFormat format) {
    try {
      codec.decode(stream, format);
      return false;
    } catch (CodecException e) {
      return e.fault() == CodecFault.CORRUPT_PIXELS;
    }
  }

  private void assertFault(CodecFault fault, byte[] stream, PixelFormat format) {
    assertThatThrownBy(() -> codec.decode(stream, format))
        .isInstanceOfSatisfying(CodecException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  /** The stream with a comment at an offset. */
  private static byte[] insert(byte[] stream, int at, byte[] note) {
    byte[] longer = new byte[stream.length + 6 + note.length];
    System.arraycopy(stream, 0, longer, 0, at);
    byte[] head = {-1, 0x64, 0, (byte) (4 + note.length), 0, 1};
    System.arraycopy(head, 0, longer, at, 6);
    System.arraycopy(note, 0, longer, at + 6, note.length);
    System.arraycopy(stream, at, longer, at + 6 + note.length, stream.length - at);
    return longer;
  }

  private static int indexOf(byte[] stream, int marker) {
    for (int i = 0; i + 1 < stream.length; i++) {
      if (((stream[i] & 0xFF) << 8 | (stream[i + 1] & 0xFF)) == marker) {
        return i;
      }
    }
    throw new AssertionError("no such marker");
  }
}
