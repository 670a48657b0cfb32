/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Coefficients survive coding; codes are as short as the counts of symbols allow. */
class JpegDctProperties {

  private static final List<List<Integer>> SAMPLINGS =
      List.of(
          List.of(0x11),
          List.of(0x22),
          List.of(0x21, 0x11, 0x11),
          List.of(0x22, 0x11, 0x11),
          List.of(0x12, 0x11, 0x11),
          List.of(0x22, 0x12, 0x21));

  private final JpegDctCodec codec = new JpegDctCodec();

  @Property(tries = 150)
  void coefficients_come_out_as_they_went_in(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 50) int rows,
      @ForAll @IntRange(min = 1, max = 50) int columns,
      @ForAll @IntRange(max = 5) int sampling,
      @ForAll @IntRange(max = 63) int density,
      @ForAll @IntRange(max = 9) int restartInterval,
      @ForAll boolean interleaved,
      @ForAll boolean lean)
      throws CodecException {
    int precision = (seed & 1) == 0 ? 8 : 12;
    DctPicture picture =
        DctPicture.random(
            new Random(seed), precision, rows, columns, SAMPLINGS.get(sampling), density);
    byte[] stream = picture.stream(new DctPicture.Layout(restartInterval, interleaved, lean));

    List<int[][]> read = DctPicture.read(stream, picture.format());

    DctFrame frame = picture.frame();
    for (DctComponent component : frame.components()) {
      boolean all = interleaved && frame.components().size() > 1;
      int across = all ? component.blocksWide() : DctFrame.up(component.samplesWide(), 8);
      int down = all ? component.blocksHigh() : DctFrame.up(component.samplesHigh(), 8);
      for (int i = 0; i < across * down; i++) {
        int at = i / across * component.blocksWide() + i % across;
        assertThat(read.get(component.index())[at])
            .containsExactly(
                picture.coefficients().get(component.index()).get(at).stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
      }
    }
    assertThat(codec.decode(stream, picture.format()).cells())
        .hasSize((int) picture.format().frameBytes());
    assertThat(codec.blank(stream, picture.format(), List.of())).isEqualTo(stream);
  }

  @Property(tries = 200)
  void made_tables_have_a_short_code_for_each_symbol_and_none_of_all_ones(
      @ForAll @Size(256) List<@IntRange(max = 30) Integer> magnitudes) throws CodecException {
    long[] counts = new long[256];
    double kraft = 0;
    for (int symbol = 0; symbol < 256; symbol++) {
      counts[symbol] = (1L << magnitudes.get(symbol)) - 1;
    }

    JpegHuffmanTable table = JpegHuffmanBuilder.build(counts);

    for (int symbol = 0; symbol < 256; symbol++) {
      int code = table.code(symbol);
      assertThat(code > 0).isEqualTo(counts[symbol] > 0);
      if (code > 0) {
        int length = code & 31;
        assertThat(length).isBetween(1, 16);
        assertThat(code >> 5).isLessThan((1 << length) - 1);
        assertThat(table.find(code >> 5 << (16 - length))).isEqualTo(symbol << 5 | length);
        kraft += Math.pow(2, -length);
      }
    }
    assertThat(kraft).isLessThan(1);
  }
}
