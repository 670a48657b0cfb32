/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** The second bytes of markers (ITU-T T.81 table B.1, T.87 C.1.1). */
final class JpegLsMarker {

  static final int RST0 = 0xD0;
  static final int RST7 = 0xD7;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DNL = 0xDC;
  static final int DRI = 0xDD;
  static final int APP0 = 0xE0;
  static final int APP8 = 0xE8;
  static final int APP15 = 0xEF;
  static final int SOF55 = 0xF7;
  static final int LSE = 0xF8;
  static final int COM = 0xFE;

  private JpegLsMarker() {}

  /** Whether it starts a frame of another process of JPEG. */
  static boolean isOtherFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
