/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blanking in the coefficient domain. */
class JpegDctBlankTest {

  private static final List<Patch> PATCHES =
      List.of(
          new Patch(new Box(9, 17, 12, 3), List.of(0, 128, 128)),
          new Patch(new Box(40, 30, 100, 100), List.of(255, 90, 240)));

  private final JpegDctCodec codec = new JpegDctCodec();
  private final Random random = new Random(11);

  @Test
  void makes_blocks_that_touch_a_box_flat_and_leaves_all_others() throws CodecException {
    for (List<Integer> sampling :
        List.of(
            List.of(0x11),
            List.of(0x22),
            List.of(0x11, 0x11, 0x11),
            List.of(0x21, 0x11, 0x11),
            List.of(0x22, 0x11, 0x11),
            List.of(0x12, 0x11, 0x11),
            List.of(0x41, 0x11, 0x11),
            List.of(0x11, 0x22, 0x11))) {
      for (int precision : new int[] {8, 12}) {
        for (boolean interleaved : new boolean[] {true, false}) {
          DctPicture picture = DctPicture.random(random, precision, 45, 59, sampling, 6);
          byte[] stream = picture.stream(new DctPicture.Layout(3, interleaved, true));
          check(picture, stream, codec.blank(stream, picture.format(), PATCHES));
        }
      }
    }
  }

  private static void check(DctPicture picture, byte[] stream, byte[] blanked)
      throws CodecException {
    List<int[][]> before = DctPicture.read(stream, picture.format());
    List<int[][]> after = DctPicture.read(blanked, picture.format());
    DctFrame frame = picture.frame();
    int touched = 0;
    for (DctComponent component : frame.components()) {
      int wide = 8 * frame.maxHorizontal() / component.horizontal();
      int high = 8 * frame.maxVertical() / component.vertical();
      int across = DctFrame.up(picture.columns(), wide);
      int down = DctFrame.up(picture.rows(), high);
      for (int row = 0; row < down; row++) {
        for (int column = 0; column < across; column++) {
          int at = row * component.blocksWide() + column;
          int[] block = after.get(component.index())[at];
          Patch patch = last(new Box(column * wide, row * high, wide, high));
          if (patch == null) {
            assertThat(block).isEqualTo(before.get(component.index())[at]);
          } else {
            assertFlat(picture, block, patch.cell(component.index()));
            touched++;
          }
        }
      }
    }
    assertThat(touched).isPositive();
  }

  private static Patch last(Box block) {
    Patch last = null;
    for (Patch patch : PATCHES) {
      if (patch.box().intersects(block)) {
        last = patch;
      }
    }
    return last;
  }

  /** No AC, and no other DC comes nearer to the cell. */
  private static void assertFlat(DctPicture picture, int[] block, int cell) {
    assertThat(Arrays.copyOfRange(block, 1, 64)).containsOnly(0);
    int most = (4 << picture.precision()) / picture.step() + 1;
    int least = Integer.MAX_VALUE;
    for (int dc = -most; dc <= most; dc++) {
      least = Math.min(least, error(picture, dc, cell));
    }
    assertThat(error(picture, block[0], cell)).isEqualTo(least);
  }

  private static int error(DctPicture picture, int dc, int cell) {
    int sample = ((dc * picture.step() + 4) >> 3) + (1 << (picture.precision() - 1));
    return Math.abs(Math.max(0, Math.min((1 << picture.precision()) - 1, sample)) - cell);
  }

  @Test
  void keeps_the_coding_of_a_stream_in_which_nothing_changes() throws CodecException {
    DctPicture picture = DctPicture.random(random, 8, 40, 40, List.of(0x22, 0x11, 0x11), 6);
    byte[] stream = picture.stream(new DctPicture.Layout(2, true, true));

    assertThat(codec.blank(stream, picture.format(), List.of())).isEqualTo(stream);
  }

  @Test
  void keeps_the_tables_where_they_suffice_and_adds_one_where_they_do_not() throws CodecException {
    DctPicture picture = DctPicture.random(random, 8, 40, 40, List.of(0x11), 6);
    byte[] full = picture.stream(new DctPicture.Layout(0, true, false));
    byte[] lean = picture.stream(new DctPicture.Layout(0, true, true));
    List<Patch> all = List.of(new Patch(new Box(0, 0, 40, 40), List.of(10)));

    assertThat(tables(codec.blank(full, picture.format(), PATCHES))).isEqualTo(2);
    // Lean tables have an end of block only where a block of the picture has one.
    byte[] blanked = codec.blank(lean, picture.format(), all);
    assertThat(tables(blanked)).isGreaterThan(2);
    assertThat(codec.decode(blanked, picture.format()).cells())
        .isEqualTo(
            codec.decode(codec.blank(full, picture.format(), all), picture.format()).cells());
  }

  private static int tables(byte[] stream) {
    int tables = 0;
    for (int at = 0; at + 1 < stream.length; at++) {
      if (stream[at] == (byte) 0xFF && (stream[at + 1] & 0xFF) == JpegMarker.DHT) {
        tables++;
      }
    }
    return tables;
  }

  @Test
  void blanks_what_the_peers_call_padding_at_the_edges() throws CodecException {
    DctPicture picture = DctPicture.random(random, 8, 33, 33, List.of(0x22, 0x11, 0x11), 6);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    Patch patch = new Patch(new Box(30, 30, 3, 3), List.of(0, 128, 128));

    int[][] luminance =
        DctPicture.read(codec.blank(stream, picture.format(), List.of(patch)), picture.format())
            .get(0);

    assertFlat(picture, luminance[luminance.length - 1], 0);
  }

  @Test
  void drops_comments_and_what_follows_the_end() throws CodecException {
    DctPicture picture = DctPicture.random(random, 8, 16, 16, List.of(0x11), 6);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, false));
    byte[] marked =
        DctStreams.join(
            new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFE, 0, 5, 'D', 'o', 'e'},
            Arrays.copyOfRange(stream, 2, stream.length),
            new byte[] {'D', 'o', 'e'});

    assertThat(codec.blank(marked, picture.format(), List.of())).isEqualTo(stream);
  }

  @Test
  void never_codes_a_frame_anew() {
    PixelFormat format = new PixelFormat(1, 1, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(1, 1, 1, 1, Photometric.MONOCHROME2, new byte[1]);

    assertThatThrownBy(() -> codec.encode(frame, format, new byte[0]))
        .isInstanceOfSatisfying(
            CodecException.class,
            e -> assertThat(e.fault()).isEqualTo(CodecFault.UNSUPPORTED_PIXELS));
    assertThat(codec.syntaxWhenBlanked(DctStreams.BASELINE)).isEqualTo(DctStreams.BASELINE);
  }
}
