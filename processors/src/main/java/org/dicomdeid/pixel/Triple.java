/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

/** A single sign three times over in one line: recognisers read lines better than lone signs. */
final class Triple {

  private static final int TIMES = 3;

  private Triple() {}

  /** A crop beside itself. */
  static Picture of(Picture crop) {
    int channels = crop.channels();
    int stride = crop.width() * channels;
    byte[] samples = new byte[TIMES * crop.samples().length];
    for (int row = 0; row < crop.height(); row++) {
      for (int copy = 0; copy < TIMES; copy++) {
        System.arraycopy(
            crop.samples(), row * stride, samples, (row * TIMES + copy) * stride, stride);
      }
    }
    return new Picture(TIMES * crop.width(), crop.height(), channels, samples);
  }

  /** Of a text that is there three times, one; of all else nothing, with confidence 0. */
  static Reading one(Reading reading) {
    String signs = reading.text().replace(" ", "");
    String one = signs.substring(0, signs.length() / TIMES);
    return !one.isEmpty() && one.repeat(TIMES).equals(signs)
        ? new Reading(reading.recogniser(), one, reading.confidence())
        : new Reading(reading.recogniser(), "", 0);
  }
}
