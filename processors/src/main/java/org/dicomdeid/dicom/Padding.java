/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.Arrays;

/** Values have even length (PS3.5 7.1.1). */
final class Padding {

  private Padding() {}

  /** The value itself, or with one byte of its VR's padding behind it. */
  static byte[] even(byte[] value, VR vr) {
    if ((value.length & 1) == 0) {
      return value;
    }
    byte[] padded = Arrays.copyOf(value, value.length + 1);
    padded[value.length] = vr.padding();
    return padded;
  }
}
