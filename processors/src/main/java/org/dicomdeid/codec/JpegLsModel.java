/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/**
 * What coder and decoder of a scan learn alike: the statistics of the contexts and how gradients
 * select them (ITU-T T.87 A.2 to A.7).
 */
final class JpegLsModel {

  private static final int CONTEXTS = 365;

  /** Two more for the sample that ends a run (A.7.2). */
  private static final int RUN_CONTEXT = CONTEXTS;

  /** Orders of the lengths that runs are coded with (A.7.1.1). */
  private static final int[] RUN_ORDER = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  final int near;
  final int maxval;
  final int limit;
  final int errorBits;

  private final int initialSum;
  private final int step;
  private final int span;
  private final int reset;
  private final int range;
  private final int t3;

  /** Regions of gradients from -t3 to t3; all beyond are like these. */
  private final byte[] regions;

  private final int[] sums = new int[CONTEXTS + 2];
  private final int[] counts = new int[CONTEXTS + 2];
  private final int[] biases = new int[CONTEXTS];
  private final int[] corrections = new int[CONTEXTS];
  private final int[] negatives = new int[2];

  JpegLsModel(JpegLsParameters parameters) {
    near = parameters.near();
    maxval = parameters.maxval();
    limit = parameters.limit();
    errorBits = parameters.errorBits();
    initialSum = parameters.initialSum();
    step = parameters.step();
    range = parameters.range();
    span = range * step;
    reset = parameters.reset();
    t3 = parameters.t3();
    regions = new byte[2 * t3 + 1];
    for (int d = -t3; d <= t3; d++) {
      int size = Math.abs(d);
      int region =
          size <= near
              ? 0
              : size < parameters.t1() ? 1 : size < parameters.t2() ? 2 : size < t3 ? 3 : 4;
      regions[d + t3] = (byte) (d < 0 ? -region : region);
    }
    restart();
  }

  /** As at the start of a scan or a restart interval. */
  void restart() {
    Arrays.fill(sums, initialSum);
    Arrays.fill(counts, 1);
    Arrays.fill(biases, 0);
    Arrays.fill(corrections, 0);
    Arrays.fill(negatives, 0);
  }

  /** Region of a gradient, -4 to 4 (A.3.3). */
  int region(int gradient) {
    return regions[Math.max(-t3, Math.min(t3, gradient)) + t3];
  }

  /** Gives lines of all components the neighbours that their first and last sample lack (A.2.1). */
  static void edges(int[][] above, int[][] line, int width) {
    for (int i = 0; i < line.length; i++) {
      line[i][0] = above[i][1];
      above[i][width + 1] = above[i][width];
    }
  }

  /**
   * Whether a pixel is coded in run mode, as all components are flat around it (B.3).
   *
   * @param contexts gains the context of each component
   */
  boolean isFlat(int[][] above, int[][] line, int x, int[] contexts) {
    int all = 0;
    for (int i = 0; i < line.length; i++) {
      int c = above[i][x - 1];
      int b = above[i][x];
      contexts[i] =
          81 * region(above[i][x + 1] - b) + 9 * region(b - c) + region(c - line[i][x - 1]);
      all |= contexts[i];
    }
    return all == 0;
  }

  /** The edge-detecting prediction (A.4.1): the median of its three candidates. */
  static int predict(int a, int b, int c) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    return Math.max(low, Math.min(high, a + b - c));
  }

  /** The prediction with the correction of its context (A.4.2). */
  int corrected(int context, int sign, int prediction) {
    int p = prediction + sign * corrections[context];
    return Math.max(0, Math.min(maxval, p));
  }

  /** Golomb parameter of a context (A.5.1): the least k with count·2^k at least the sum. */
  int golomb(int context) {
    return golomb(counts[context], sums[context]);
  }

  private static int golomb(int count, int sum) {
    int k = Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum);
    if (k < 0) {
      return 0;
    }
    return count << k < sum ? k + 1 : k;
  }

  /** Whether errors of both signs have changed places in the code (A.5.2). */
  boolean inverted(int context, int k) {
    return k == 0 && near == 0 && 2 * biases[context] <= -counts[context];
  }

  /** A.6. */
  void learn(int context, int error) {
    int count = counts[context];
    int bias = biases[context] + error * step;
    int sum = sums[context] + Math.abs(error);
    if (count == reset) {
      sum >>= 1;
      bias >>= 1;
      count >>= 1;
    }
    count++;
    if (bias <= -count) {
      corrections[context] = Math.max(-128, corrections[context] - 1);
      bias = Math.max(bias + count, 1 - count);
    } else if (bias > 0) {
      corrections[context] = Math.min(127, corrections[context] + 1);
      bias = Math.min(bias - count, 0);
    }
    counts[context] = count;
    biases[context] = bias;
    sums[context] = sum;
  }

  /** A difference as it is coded without loss: reduced to the range (A.4.5). */
  int reduced(int difference) {
    int error = difference < 0 ? difference + range : difference;
    return error >= (range + 1) / 2 ? error - range : error;
  }

  /** The sample that prediction and error stand for (A.4.4, A.4.5). */
  int sample(int prediction, int error) {
    int x = prediction + error * step;
    if (x < -near) {
      x += span;
    } else if (x > maxval + near) {
      x -= span;
    }
    return Math.max(0, Math.min(maxval, x));
  }

  static int runOrder(int runIndex) {
    return RUN_ORDER[runIndex];
  }

  /**
   * Golomb parameter of the sample that ends a run (A.7.2.1).
   *
   * @param type 1 when its neighbours agree, else 0
   */
  int runGolomb(int type) {
    int count = counts[RUN_CONTEXT + type];
    int sum = sums[RUN_CONTEXT + type];
    return golomb(count, type == 0 ? sum : sum + (count >> 1));
  }

  /** Whether the code of the sample that ends a run prefers negative errors. */
  boolean prefersNegative(int type, int k) {
    return k != 0 || 2 * negatives[type] >= counts[RUN_CONTEXT + type];
  }

  /** A.7.2.2. */
  void learnRunEnd(int type, int error, int coded) {
    int context = RUN_CONTEXT + type;
    if (error < 0) {
      negatives[type]++;
    }
    sums[context] += (coded + 1 - type) >> 1;
    if (counts[context] == reset) {
      sums[context] >>= 1;
      counts[context] >>= 1;
      negatives[type] >>= 1;
    }
    counts[context]++;
  }
}
