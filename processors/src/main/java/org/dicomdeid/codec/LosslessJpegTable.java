/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** A Huffman table of lossless JPEG, for writing, made for one component (ITU-T T.81 K.2). */
final class LosslessJpegTable {

  static final int CATEGORIES = 17;
  private static final int LONGEST = 16;

  private final int[] counts;
  private final int[] symbols;
  private final int[] codes = new int[CATEGORIES];
  private final int[] lengths = new int[CATEGORIES];

  private LosslessJpegTable(int[] counts, int[] symbols) {
    this.counts = counts;
    this.symbols = symbols;
    int code = 0;
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int i = 0; i < counts[length]; i++) {
        codes[symbols[next]] = code++;
        lengths[symbols[next]] = length;
        next++;
      }
      code <<= 1;
    }
  }

  /** SSSS of table H.2: 16 is the difference of 32768, which has no bits of its own. */
  static int category(short difference) {
    return difference == Short.MIN_VALUE
        ? 16
        : 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
  }

  /** The best table for these frequencies, which are not changed. */
  static LosslessJpegTable madeFor(long[] frequencies) {
    int[] sizes = sizes(frequencies);
    int[] counts = new int[2 * CATEGORIES];
    for (int size : sizes) {
      counts[size]++;
    }
    counts[0] = 0;
    shorten(counts);
    int[] symbols = new int[CATEGORIES];
    int found = 0;
    for (int size = 1; size < counts.length; size++) {
      for (int symbol = 0; symbol < CATEGORIES; symbol++) {
        if (sizes[symbol] == size) {
          symbols[found++] = symbol;
        }
      }
    }
    return new LosslessJpegTable(Arrays.copyOf(counts, LONGEST + 1), Arrays.copyOf(symbols, found));
  }

  /** Figure K.1: one more symbol than there are keeps the code of ones alone free. */
  private static int[] sizes(long[] frequencies) {
    long[] weights = Arrays.copyOf(frequencies, CATEGORIES + 1);
    weights[CATEGORIES] = 1;
    int[] sizes = new int[CATEGORIES + 1];
    int[] tree = new int[CATEGORIES + 1];
    for (int i = 0; i < tree.length; i++) {
      tree[i] = i;
    }
    while (true) {
      int least = lightest(weights, -1);
      int second = lightest(weights, least);
      if (second < 0) {
        return sizes;
      }
      weights[least] += weights[second];
      weights[second] = 0;
      for (int i = 0; i < tree.length; i++) {
        if (tree[i] == second) {
          tree[i] = least;
        }
        if (tree[i] == least) {
          sizes[i]++;
        }
      }
    }
  }

  private static int lightest(long[] weights, int except) {
    int found = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0 && i != except && (found < 0 || weights[i] <= weights[found])) {
        found = i;
      }
    }
    return found;
  }

  /** Figure K.3: no code longer than sixteen bits; then the symbol that is none goes. */
  private static void shorten(int[] counts) {
    for (int size = counts.length - 1; size > LONGEST; size--) {
      while (counts[size] > 0) {
        int shorter = size - 2;
        while (counts[shorter] == 0) {
          shorter--;
        }
        counts[size] -= 2;
        counts[size - 1]++;
        counts[shorter + 1] += 2;
        counts[shorter]--;
      }
    }
    int size = LONGEST;
    while (counts[size] == 0) {
      size--;
    }
    counts[size]--;
  }

  int[] codes() {
    return codes;
  }

  int[] lengths() {
    return lengths;
  }

  /** Writes the parameters of DHT (B.2.4.2). */
  void describe(LosslessJpegOutput out, int destination) {
    out.uint16(2 + 17 + symbols.length);
    out.uint8(destination);
    for (int length = 1; length <= LONGEST; length++) {
      out.uint8(counts[length]);
    }
    for (int symbol : symbols) {
      out.uint8(symbol);
    }
  }
}
