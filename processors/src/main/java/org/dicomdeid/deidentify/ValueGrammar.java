/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.VR;

/**
 * What characters numbers, dates, times and ages are written with (PS3.5 6.2). A value with others
 * is none, and could be anything that somebody typed.
 */
final class ValueGrammar {

  private static final String NUMBER = "0123456789+-.eE,";
  private static final String DATE_AND_TIME = "0123456789.:-+";
  private static final String AGE = "0123456789DWMYdwmy";
  private static final String UID = "0123456789.";

  private ValueGrammar() {}

  /** Whether a value may be what its VR says; other VRs admit anything. */
  static boolean admits(VR vr, Element element) throws IOException {
    String characters =
        switch (vr) {
          case DS, IS -> NUMBER;
          case DA, TM, DT -> DATE_AND_TIME;
          case AS -> AGE;
          case UI -> UID;
          default -> null;
        };
    return characters == null || consistsOf(ElementText.bytes(element), characters);
  }

  private static boolean consistsOf(byte[] value, String characters) {
    for (byte b : value) {
      boolean separates = b == ' ' || b == '\\' || b == 0;
      if (!separates && characters.indexOf(b) < 0) {
        return false;
      }
    }
    return true;
  }
}
