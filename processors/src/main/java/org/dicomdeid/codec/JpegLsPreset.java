/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Coding parameters as an LSE segment presets them, each 0 where the default holds (ITU-T T.87
 * C.2.4.1.1).
 */
record JpegLsPreset(int maxval, int t1, int t2, int t3, int reset) {

  static final JpegLsPreset DEFAULT = new JpegLsPreset(0, 0, 0, 0, 0);

  private static final int DEFAULT_RESET = 64;

  boolean isDefault() {
    return equals(DEFAULT);
  }

  /** The parameters of a scan; out of their ranges they are CORRUPT_PIXELS. */
  JpegLsParameters of(int precision, int near, int offset) throws CodecException {
    int full = (1 << precision) - 1;
    int max = maxval == 0 ? full : maxval;
    if (max > full || near > Math.min(255, max / 2)) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, offset);
    }
    int first = t1 == 0 ? threshold(max, near, 3, 2, 3, near + 1) : t1;
    int second = t2 == 0 ? threshold(max, near, 7, 3, 5, first) : t2;
    int third = t3 == 0 ? threshold(max, near, 21, 4, 7, second) : t3;
    int halving = reset == 0 ? DEFAULT_RESET : reset;
    if (first <= near
        || second < first
        || third < second
        || third > max
        || halving < 3
        || halving > Math.max(255, max)) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, offset);
    }
    return new JpegLsParameters(max, first, second, third, halving, near);
  }

  /** A default threshold: code segments C.1 to C.3. */
  private static int threshold(int max, int near, int basic, int least, int nearFactor, int from) {
    int value;
    if (max >= 128) {
      int factor = (Math.min(max, 4095) + 128) / 256;
      value = factor * (basic - least) + least + nearFactor * near;
    } else {
      int factor = 256 / (max + 1);
      value = Math.max(least, basic / factor + nearFactor * near);
    }
    return value > max || value < from ? from : value;
  }
}
