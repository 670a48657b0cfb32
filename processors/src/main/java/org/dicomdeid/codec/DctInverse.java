/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/**
 * The inverse cosine transform (ITU-T T.81 A.3.3) in whole numbers, after Loeffler, Ligtenberg and
 * Moschytz (ICASSP 1989), with the scaling, rounding and wrap-around of the Independent JPEG
 * Group's accurate one, so that each sample is the one that the peers give.
 */
final class DctInverse {

  private static final int SCALE = 13;
  private static final int F_0_298631336 = 2446;
  private static final int F_0_390180644 = 3196;
  private static final int F_0_541196100 = 4433;
  private static final int F_0_765366865 = 6270;
  private static final int F_0_899976223 = 7373;
  private static final int F_1_175875602 = 9633;
  private static final int F_1_501321110 = 12299;
  private static final int F_1_847759065 = 15137;
  private static final int F_1_961570560 = 16069;
  private static final int F_2_053119869 = 16819;
  private static final int F_2_562915447 = 20995;
  private static final int F_3_072711026 = 25172;

  /** Bits of fraction between the passes. */
  private final int fraction;

  private final int centre;
  private final int largest;

  /** Samples before the limit wrap around at 2 bits over the precision. */
  private final int unused;

  private final int[] between = new int[64];

  DctInverse(int precision) {
    this.fraction = precision == 8 ? 2 : 1;
    this.centre = 1 << (precision - 1);
    this.largest = (1 << precision) - 1;
    this.unused = 32 - precision - 2;
  }

  /** The sample of a block that has DC alone. */
  int flat(int dc) {
    return limit((dc + 4) >> 3);
  }

  /**
   * Transforms a block.
   *
   * @param in quantised coefficients by natural place
   * @param last place in zigzag order of the last one that is not 0
   */
  void transform(int[] in, int[] steps, int last, short[] out, int offset, int stride) {
    if (last == 0) {
      short flat = (short) flat(in[0] * steps[0]);
      for (int row = 0, at = offset; row < 8; row++, at += stride) {
        Arrays.fill(out, at, at + 8, flat);
      }
      return;
    }
    for (int column = 0; column < 8; column++) {
      column(in, steps, column);
    }
    for (int row = 0; row < 8; row++) {
      row(row * 8, out, offset + row * stride);
    }
  }

  private void column(int[] in, int[] steps, int i) {
    int[] to = between;
    int in1 = in[i + 8];
    int in2 = in[i + 16];
    int in3 = in[i + 24];
    int in4 = in[i + 32];
    int in5 = in[i + 40];
    int in6 = in[i + 48];
    int in7 = in[i + 56];
    int in0 = in[i] * steps[i];
    if ((in1 | in2 | in3 | in4 | in5 | in6 | in7) == 0) {
      int dc = in0 << fraction;
      to[i] = dc;
      to[i + 8] = dc;
      to[i + 16] = dc;
      to[i + 24] = dc;
      to[i + 32] = dc;
      to[i + 40] = dc;
      to[i + 48] = dc;
      to[i + 56] = dc;
      return;
    }
    in2 *= steps[i + 16];
    in4 *= steps[i + 32];
    in6 *= steps[i + 48];
    int z1 = (in2 + in6) * F_0_541196100;
    int even2 = z1 - in6 * F_1_847759065;
    int even3 = z1 + in2 * F_0_765366865;
    int even0 = (in0 + in4) << SCALE;
    int even1 = (in0 - in4) << SCALE;
    int sum0 = even0 + even3;
    int sum3 = even0 - even3;
    int sum1 = even1 + even2;
    int sum2 = even1 - even2;

    int odd0 = in7 * steps[i + 56];
    int odd1 = in5 * steps[i + 40];
    int odd2 = in3 * steps[i + 24];
    int odd3 = in1 * steps[i + 8];
    int y1 = (odd0 + odd3) * -F_0_899976223;
    int y2 = (odd1 + odd2) * -F_2_562915447;
    int y3 = odd0 + odd2;
    int y4 = odd1 + odd3;
    int y5 = (y3 + y4) * F_1_175875602;
    y3 = y3 * -F_1_961570560 + y5;
    y4 = y4 * -F_0_390180644 + y5;
    odd0 = odd0 * F_0_298631336 + y1 + y3;
    odd1 = odd1 * F_2_053119869 + y2 + y4;
    odd2 = odd2 * F_3_072711026 + y2 + y3;
    odd3 = odd3 * F_1_501321110 + y1 + y4;

    int shift = SCALE - fraction;
    int half = 1 << (shift - 1);
    to[i] = (sum0 + odd3 + half) >> shift;
    to[i + 56] = (sum0 - odd3 + half) >> shift;
    to[i + 8] = (sum1 + odd2 + half) >> shift;
    to[i + 48] = (sum1 - odd2 + half) >> shift;
    to[i + 16] = (sum2 + odd1 + half) >> shift;
    to[i + 40] = (sum2 - odd1 + half) >> shift;
    to[i + 24] = (sum3 + odd0 + half) >> shift;
    to[i + 32] = (sum3 - odd0 + half) >> shift;
  }

  private void row(int i, short[] out, int at) {
    int[] from = between;
    int in0 = from[i];
    int in1 = from[i + 1];
    int in2 = from[i + 2];
    int in3 = from[i + 3];
    int in4 = from[i + 4];
    int in5 = from[i + 5];
    int in6 = from[i + 6];
    int in7 = from[i + 7];
    if ((in1 | in2 | in3 | in4 | in5 | in6 | in7) == 0) {
      int halfUnit = 1 << (fraction + 2);
      Arrays.fill(out, at, at + 8, (short) limit((in0 + halfUnit) >> (fraction + 3)));
      return;
    }
    int z1 = (in2 + in6) * F_0_541196100;
    int even2 = z1 - in6 * F_1_847759065;
    int even3 = z1 + in2 * F_0_765366865;
    int even0 = (in0 + in4) << SCALE;
    int even1 = (in0 - in4) << SCALE;
    int sum0 = even0 + even3;
    int sum3 = even0 - even3;
    int sum1 = even1 + even2;
    int sum2 = even1 - even2;

    int y1 = (in7 + in1) * -F_0_899976223;
    int y2 = (in5 + in3) * -F_2_562915447;
    int y3 = in7 + in3;
    int y4 = in5 + in1;
    int y5 = (y3 + y4) * F_1_175875602;
    y3 = y3 * -F_1_961570560 + y5;
    y4 = y4 * -F_0_390180644 + y5;
    int odd0 = in7 * F_0_298631336 + y1 + y3;
    int odd1 = in5 * F_2_053119869 + y2 + y4;
    int odd2 = in3 * F_3_072711026 + y2 + y3;
    int odd3 = in1 * F_1_501321110 + y1 + y4;

    int shift = SCALE + fraction + 3;
    int half = 1 << (shift - 1);
    out[at] = (short) limit((sum0 + odd3 + half) >> shift);
    out[at + 7] = (short) limit((sum0 - odd3 + half) >> shift);
    out[at + 1] = (short) limit((sum1 + odd2 + half) >> shift);
    out[at + 6] = (short) limit((sum1 - odd2 + half) >> shift);
    out[at + 2] = (short) limit((sum2 + odd1 + half) >> shift);
    out[at + 5] = (short) limit((sum2 - odd1 + half) >> shift);
    out[at + 3] = (short) limit((sum3 + odd0 + half) >> shift);
    out[at + 4] = (short) limit((sum3 - odd0 + half) >> shift);
  }

  private int limit(int sample) {
    int wrapped = (sample << unused >> unused) + centre;
    return Math.max(0, Math.min(largest, wrapped));
  }
}
