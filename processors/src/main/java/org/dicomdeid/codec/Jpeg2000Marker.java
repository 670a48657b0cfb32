/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Markers of a JPEG 2000 codestream (ITU-T T.800 table A.2). */
final class Jpeg2000Marker {

  static final int SOC = 0xFF4F;
  static final int CAP = 0xFF50;
  static final int SIZ = 0xFF51;
  static final int COD = 0xFF52;
  static final int COC = 0xFF53;
  static final int QCD = 0xFF5C;
  static final int POC = 0xFF5F;
  static final int PPM = 0xFF60;
  static final int PPT = 0xFF61;
  static final int CRG = 0xFF63;
  static final int COM = 0xFF64;
  static final int SOT = 0xFF90;
  static final int SOP = 0xFF91;
  static final int EPH = 0xFF92;
  static final int SOD = 0xFF93;
  static final int EOC = 0xFFD9;

  private Jpeg2000Marker() {}
}
