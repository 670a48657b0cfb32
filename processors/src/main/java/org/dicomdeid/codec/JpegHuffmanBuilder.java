/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** Makes the shortest Huffman table for given counts of symbols (ITU-T T.81 K.2). */
final class JpegHuffmanBuilder {

  private static final int SYMBOLS = 256;
  private static final int MAX_LENGTH = 16;

  private JpegHuffmanBuilder() {}

  /**
   * @param counts by symbol
   */
  static JpegHuffmanTable build(long[] counts) throws CodecException {
    int[] lengths = lengths(counts);
    int[] ofLength = new int[SYMBOLS + 2];
    for (int length : lengths) {
      ofLength[length]++;
    }
    shorten(ofLength);
    // The longest code is the one of all ones, which no symbol may have (T.81 C.2).
    for (int length = MAX_LENGTH; length > 0; length--) {
      if (ofLength[length] > 0) {
        ofLength[length]--;
        break;
      }
    }
    byte[] numbers = new byte[MAX_LENGTH];
    int total = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      numbers[length - 1] = (byte) ofLength[length];
      total += ofLength[length];
    }
    return new JpegHuffmanTable(numbers, ordered(lengths, total));
  }

  /** Code lengths of an unlimited code; the symbol after the last stands for all ones. */
  private static int[] lengths(long[] counts) {
    long[] weights = new long[SYMBOLS + 1];
    System.arraycopy(counts, 0, weights, 0, SYMBOLS);
    weights[SYMBOLS] = 1;
    int[] lengths = new int[SYMBOLS + 1];
    int[] next = new int[SYMBOLS + 1];
    Arrays.fill(next, -1);
    while (true) {
      int least = least(weights, -1);
      int second = least(weights, least);
      if (second < 0) {
        return lengths;
      }
      weights[least] += weights[second];
      weights[second] = 0;
      int end = least;
      for (int i = least; i >= 0; i = next[i]) {
        lengths[i]++;
        end = i;
      }
      next[end] = second;
      for (int i = second; i >= 0; i = next[i]) {
        lengths[i]++;
      }
    }
  }

  /** The symbol of the least weight, of equals the last; -1 without any. */
  private static int least(long[] weights, int except) {
    int least = -1;
    for (int i = 0; i < weights.length; i++) {
      if (i != except && weights[i] > 0 && (least < 0 || weights[i] <= weights[least])) {
        least = i;
      }
    }
    return least;
  }

  /** Moves codes that are too long up (T.81 figure K.3). */
  private static void shorten(int[] ofLength) {
    for (int length = ofLength.length - 1; length > MAX_LENGTH; length--) {
      while (ofLength[length] > 0) {
        int shorter = length - 2;
        while (ofLength[shorter] == 0) {
          shorter--;
        }
        ofLength[length] -= 2;
        ofLength[length - 1]++;
        ofLength[shorter + 1] += 2;
        ofLength[shorter]--;
      }
    }
  }

  /** Symbols by the length of their codes. */
  private static byte[] ordered(int[] lengths, int total) {
    byte[] symbols = new byte[total];
    int place = 0;
    for (int length = 1; length <= SYMBOLS; length++) {
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (lengths[symbol] == length) {
          symbols[place++] = (byte) symbol;
        }
      }
    }
    return symbols;
  }
}
