/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import org.dicomdeid.dicom.VR;

/** Non-zero-length values that say nothing and are valid for their VR: action D of PS3.15 E.1. */
final class DummyValues {

  static final String WORD = "DEIDENTIFIED";

  private DummyValues() {}

  /** The dummy text of a text VR other than UI. */
  static String text(VR vr) {
    return switch (vr) {
      case AS -> "000Y";
      case DA -> "19000101";
      case TM -> "000000";
      case DT -> "19000101000000";
      case DS, IS -> "0";
      case UR -> "about:blank";
      default -> WORD;
    };
  }

  /**
   * One value of zeros of a VR that is not text; two bytes for byte streams, which must have even
   * length.
   */
  static byte[] binary(VR vr) {
    return new byte[Math.max(2, vr.unit())];
  }
}
