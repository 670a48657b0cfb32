/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a kept stream may say besides its picture. */
class JpegMetadataTest {

  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0};
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 1};

  private final JpegDctCodec codec = new JpegDctCodec();
  private final DctPicture picture =
      DctPicture.random(new Random(3), 8, 24, 24, List.of(0x11, 0x11, 0x11), 4);
  private final byte[] plain = picture.stream(new DctPicture.Layout(3, false, false));

  @Test
  void a_stream_without_metadata_is_the_same_array() throws CodecException {
    byte[] kept = with(segment(0xE0, JFIF), segment(0xEE, ADOBE));

    assertThat(codec.withoutMetadata(plain)).isSameAs(plain);
    assertThat(codec.withoutMetadata(kept)).isSameAs(kept);
  }

  @Test
  void a_byte_of_padding_is_no_metadata() throws CodecException {
    byte[] even = plain.length % 2 == 1 ? plain : with(segment(0xEE, ADOBE), new byte[0]);
    byte[] odd = even.length % 2 == 1 ? even : fillByte(even);
    byte[] padded = Arrays.copyOf(odd, odd.length + 1);

    assertThat(codec.withoutMetadata(padded)).isSameAs(padded);
  }

  @Test
  void comments_and_application_segments_go_wherever_they_are() throws CodecException {
    byte[] name = "Doe^Jane".getBytes(StandardCharsets.US_ASCII);
    int scan = secondScan();
    byte[] marked =
        DctStreams.join(
            Arrays.copyOf(plain, 2),
            segment(0xFE, name),
            segment(0xE1, name),
            segment(0xEE, name),
            segment(0xF0, name),
            Arrays.copyOfRange(plain, 2, scan),
            segment(0xFE, name),
            Arrays.copyOfRange(plain, scan, plain.length - 2),
            segment(0xE2, name),
            Arrays.copyOfRange(plain, plain.length - 2, plain.length));

    assertThat(codec.withoutMetadata(marked)).isEqualTo(plain);
  }

  @Test
  void bytes_after_the_end_go() throws CodecException {
    assertThat(codec.withoutMetadata(DctStreams.join(plain, new byte[] {'D', 'o', 'e'})))
        .isEqualTo(plain);
    assertThat(codec.withoutMetadata(DctStreams.join(plain, plain))).isEqualTo(plain);
  }

  @Test
  void a_thumbnail_goes_and_the_colour_space_stays() throws CodecException {
    byte[] thumbnail = Arrays.copyOf(JFIF, 14 + 3 * 3 * 3);
    thumbnail[12] = 3;
    thumbnail[13] = 3;
    byte[] longer = Arrays.copyOf(ADOBE, 20);

    byte[] result = codec.withoutMetadata(with(segment(0xE0, thumbnail), segment(0xEE, longer)));

    assertThat(result).isEqualTo(with(segment(0xE0, JFIF), segment(0xEE, ADOBE)));
    PixelFormat format = picture.format();
    assertThat(
            codec.blank(with(segment(0xE0, thumbnail), segment(0xEE, longer)), format, List.of()))
        .isEqualTo(result);
  }

  @Test
  void the_stream_tells_the_colour_space_before_the_header_does() throws CodecException {
    byte[] adobeRgb = ADOBE.clone();
    adobeRgb[11] = 0;
    byte[] letters = plain.clone();
    int at = frameHeader(letters);
    letters[at + 10] = 'R';
    letters[at + 13] = 'G';
    letters[at + 16] = 'B';
    for (int i = 0, id = 0; i < letters.length - 3; i++) {
      if (letters[i] == (byte) 0xFF && letters[i + 1] == (byte) 0xDA) {
        letters[i + 5] = (byte) "RGB".charAt(id++);
      }
    }

    assertThat(colour(with(segment(0xE0, JFIF)), Photometric.RGB)).isEqualTo(Photometric.YBR_FULL);
    assertThat(colour(with(segment(0xEE, ADOBE)), Photometric.RGB)).isEqualTo(Photometric.YBR_FULL);
    assertThat(colour(with(segment(0xEE, adobeRgb)), Photometric.YBR_FULL_422))
        .isEqualTo(Photometric.RGB);
    assertThat(colour(letters, Photometric.YBR_FULL)).isEqualTo(Photometric.RGB);
    assertThat(colour(plain, Photometric.RGB)).isEqualTo(Photometric.RGB);
    assertThat(colour(plain, Photometric.YBR_FULL_422)).isEqualTo(Photometric.YBR_FULL);
  }

  private Photometric colour(byte[] stream, Photometric header) throws CodecException {
    PixelFormat format = new PixelFormat(24, 24, 3, 8, 8, 7, false, header, 0);
    return codec.decode(stream, format).photometric();
  }

  private byte[] with(byte[]... segments) {
    return DctStreams.join(
        Arrays.copyOf(plain, 2),
        DctStreams.join(segments),
        Arrays.copyOfRange(plain, 2, plain.length));
  }

  private static byte[] segment(int marker, byte[] body) {
    return DctStreams.join(
        new byte[] {(byte) 0xFF, (byte) marker, 0, (byte) (body.length + 2)}, body);
  }

  /** The stream with a fill byte before its first segment. */
  private static byte[] fillByte(byte[] stream) {
    return DctStreams.join(
        Arrays.copyOf(stream, 2),
        new byte[] {(byte) 0xFF},
        Arrays.copyOfRange(stream, 2, stream.length));
  }

  private int secondScan() {
    int found = 0;
    for (int at = 0; at + 1 < plain.length; at++) {
      if (plain[at] == (byte) 0xFF && plain[at + 1] == (byte) 0xDA && ++found == 2) {
        return at;
      }
    }
    throw new AssertionError("no second scan");
  }

  private static int frameHeader(byte[] stream) {
    for (int at = 0; at + 1 < stream.length; at++) {
      if (stream[at] == (byte) 0xFF && stream[at + 1] == (byte) 0xC0) {
        return at;
      }
    }
    throw new AssertionError("no frame header");
  }
}
