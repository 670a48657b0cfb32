/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits and trims text values as PS3.5 6.2 pads them. */
final class TextValues {

  private static final int LIMIT = 64 * 1024;

  private TextValues() {}

  /** The values of an element; none when it holds no text. */
  static List<String> of(Element element, CharacterSet characterSet) throws IOException {
    VR vr = element.vr();
    if (vr == VR.UN) {
      vr = Dictionary.standard().vrOf(element.tag());
    }
    if (vr == null || !vr.isText() || element.isSequence()) {
      return List.of();
    }
    byte[] bytes = element.bytes(LIMIT);
    if (!vr.isMultiValued()) {
      return List.of(trimEnd(characterSet.decode(bytes, vr)));
    }
    if (!vr.usesSpecificCharacterSet()) {
      return split(bytes);
    }
    List<String> values = new ArrayList<>(1);
    for (String value : characterSet.decodeValues(bytes, vr)) {
      values.add(trim(value));
    }
    return values;
  }

  /** The values of a multi-valued text of the default repertoire, trimmed. */
  static List<String> split(byte[] value) {
    return split(new String(value, StandardCharsets.ISO_8859_1));
  }

  /** The values of a multi-valued text, trimmed; one empty value for an empty text. */
  static List<String> split(String text) {
    List<String> values = new ArrayList<>(1);
    int from = 0;
    for (int to; (to = text.indexOf('\\', from)) >= 0; from = to + 1) {
      values.add(trim(text, from, to));
    }
    values.add(trim(text, from, text.length()));
    return values;
  }

  /** Without spaces and NUL at either end. */
  static String trim(String text) {
    return trim(text, 0, text.length());
  }

  /** Without the padding at the end, for values whose leading spaces count. */
  static String trimEnd(String text) {
    int to = text.length();
    while (to > 0 && isPadding(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }

  private static String trim(String text, int first, int last) {
    int from = first;
    int to = last;
    while (to > from && isPadding(text.charAt(to - 1))) {
      to--;
    }
    while (from < to && isPadding(text.charAt(from))) {
      from++;
    }
    return text.substring(from, to);
  }

  private static boolean isPadding(char c) {
    return c == ' ' || c == 0;
  }
}
