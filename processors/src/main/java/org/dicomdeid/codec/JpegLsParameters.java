/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * The parameters that a scan is coded with (ITU-T T.87 A.1, A.2.1).
 *
 * @param maxval greatest value of a sample
 * @param t1 first of the three thresholds between the regions of a gradient
 * @param reset count at which the statistics of a context are halved
 * @param near greatest difference of a decoded sample from the original, 0 for lossless
 */
record JpegLsParameters(int maxval, int t1, int t2, int t3, int reset, int near) {

  /** How many values a prediction error has. */
  int range() {
    return (maxval + 2 * near) / step() + 1;
  }

  /** What an error of one stands for. */
  int step() {
    return 2 * near + 1;
  }

  /** Bits of an error that is written out in full. */
  int errorBits() {
    return bitsFor(range() - 1);
  }

  /** Greatest length of a code. */
  int limit() {
    int bits = Math.max(2, bitsFor(maxval));
    return 2 * (bits + Math.max(8, bits));
  }

  /** Where the sum of error magnitudes of a context starts. */
  int initialSum() {
    return Math.max(2, (range() + 32) / 64);
  }

  private static int bitsFor(int value) {
    return 32 - Integer.numberOfLeadingZeros(value);
  }
}
