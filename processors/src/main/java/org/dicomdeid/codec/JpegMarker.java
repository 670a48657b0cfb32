/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Second bytes of the markers that sequential JPEG streams hold (ITU-T T.81 table B.1). */
final class JpegMarker {

  static final int TEM = 0x01;
  static final int SOF0 = 0xC0;
  static final int SOF1 = 0xC1;
  static final int DHT = 0xC4;
  static final int RST0 = 0xD0;
  static final int RST7 = 0xD7;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DQT = 0xDB;
  static final int DRI = 0xDD;
  static final int APP0 = 0xE0;
  static final int APP14 = 0xEE;
  static final int APP15 = 0xEF;
  static final int COM = 0xFE;

  private JpegMarker() {}

  /** Whether a length follows the marker. */
  static boolean hasSegment(int marker) {
    return marker != TEM && !isRestart(marker) && marker != SOI && marker != EOI;
  }

  static boolean isRestart(int marker) {
    return marker >= RST0 && marker <= RST7;
  }

  static boolean isApplication(int marker) {
    return marker >= APP0 && marker <= APP15;
  }
}
