/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Second bytes of the markers that lossless JPEG meets (ITU-T T.81 table B.1). */
final class LosslessJpegMarker {

  static final int SOF3 = 0xC3;
  static final int DHT = 0xC4;
  static final int JPG = 0xC8;
  static final int DAC = 0xCC;
  static final int RST0 = 0xD0;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DQT = 0xDB;
  static final int DRI = 0xDD;
  static final int EXP = 0xDF;
  static final int APP0 = 0xE0;
  static final int APP14 = 0xEE;
  static final int APP15 = 0xEF;
  static final int COM = 0xFE;

  private LosslessJpegMarker() {}

  static boolean isStartOfFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
  }

  static boolean isRestart(int marker) {
    return marker >= RST0 && marker < SOI;
  }

  /** Whether no length follows the marker. */
  static boolean standsAlone(int marker) {
    return (marker >= RST0 && marker <= EOI) || marker == 0x01;
  }

  static boolean isMetadata(int marker) {
    return (marker >= APP0 && marker <= APP15) || marker == COM;
  }

  /** Whether a decoder needs the segment: frame, tables, scan, restart interval, lines. */
  static boolean isOfThePicture(int marker) {
    return (marker >= 0xC0 && marker <= 0xCF && marker != JPG) || (marker >= SOS && marker <= EXP);
  }
}
