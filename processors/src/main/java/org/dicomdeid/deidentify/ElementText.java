/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.VR;

/** Text values of elements, decoded from and encoded to the character set in force. */
final class ElementText {

  private static final int MOST_BYTES = 16 << 20;

  private ElementText() {}

  /**
   * The VR to judge an element by: that of the dictionary where the file says UN, or bytes where
   * text belongs.
   */
  static VR effectiveVr(Element element) {
    VR vr = element.vr();
    if (element.isSequence()) {
      return VR.SQ;
    }
    if (!vr.isBulk()) {
      return vr;
    }
    VR known = Dictionary.standard().vrOf(element.tag());
    return known == null || (vr != VR.UN && !known.isText()) ? vr : known;
  }

  /** The value as it stands. */
  static byte[] bytes(Element element) throws IOException {
    return element.bytes(MOST_BYTES);
  }

  /** The values, without padding. */
  static List<String> values(DataSet dataSet, Element element, VR vr) throws IOException {
    return values(bytes(element), vr, dataSet.characterSet());
  }

  /** The values of bytes that were read before, without padding. */
  static List<String> values(byte[] bytes, VR vr, CharacterSet set) {
    List<String> values = new ArrayList<>(set.decodeValues(bytes, vr));
    values.replaceAll(ElementText::unpadded);
    return values;
  }

  /** A new value, joined by backslashes, encoded and padded; the element keeps its tag. */
  static Element of(DataSet dataSet, int tag, VR vr, List<String> values) {
    byte[] bytes = dataSet.characterSet().encode(String.join("\\", values), vr);
    if (bytes.length % 2 != 0) {
      bytes = Arrays.copyOf(bytes, bytes.length + 1);
      bytes[bytes.length - 1] = vr.padding();
    }
    return Element.of(tag, vr, bytes);
  }

  static Element of(DataSet dataSet, int tag, VR vr, String value) {
    return of(dataSet, tag, vr, List.of(value));
  }

  private static String unpadded(String value) {
    int end = value.length();
    while (end > 0 && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == 0)) {
      end--;
    }
    return value.substring(0, end);
  }
}
