/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The repertoires of (0008,0005) Specific Character Set, ISO 2022 escapes included (PS3.3
 * C.12.1.1.2, PS3.5 6.1). Immutable.
 *
 * <p>Terms are recognised also in the spellings of real files: other separators, lower case,
 * padding. Where ISO-IR 6 alone is declared, or no set for bytes above 7FH, such bytes are read as
 * ISO-IR 100 so that none is lost; they are never written.
 */
public final class CharacterSet {

  /** ISO-IR 6, in force where (0008,0005) is absent. */
  public static final CharacterSet DEFAULT = new CharacterSet(null, List.of(), List.of());

  /** Files repeat few lists of terms; a hostile file can add no more than this. */
  private static final int MOST_KNOWN = 256;

  private static final Map<List<String>, CharacterSet> KNOWN = new ConcurrentHashMap<>();

  private final Charset whole;
  private final Iso2022 iso2022;

  private CharacterSet(Charset whole, List<GraphicSet> initial, List<GraphicSet> others) {
    this.whole = whole;
    this.iso2022 = new Iso2022(initial, others);
  }

  /**
   * The character set that these defined terms name; an unknown term is read as ISO-IR 100 so that
   * no byte is lost.
   *
   * @param definedTerms the values in order; an empty first one stands for ISO-IR 6
   */
  public static CharacterSet of(List<String> definedTerms) {
    CharacterSet known = KNOWN.get(definedTerms);
    if (known == null) {
      known = parse(definedTerms);
      if (KNOWN.size() < MOST_KNOWN) {
        KNOWN.put(List.copyOf(definedTerms), known);
      }
    }
    return known;
  }

  private static CharacterSet parse(List<String> definedTerms) {
    Set<GraphicSet> others = new LinkedHashSet<>();
    List<GraphicSet> initial = List.of();
    for (int i = 0; i < definedTerms.size(); i++) {
      String term = CharacterSetTerm.normalize(definedTerms.get(i));
      Charset charset = CharacterSetTerm.withoutExtensions(term);
      if (charset != null) {
        // These allow no second value; after another term the escapes of the others would be lost.
        if (initial.isEmpty() && others.isEmpty()) {
          return new CharacterSet(charset, List.of(), List.of());
        }
        continue;
      }
      List<GraphicSet> sets = CharacterSetTerm.graphicSets(term);
      if (i == 0) {
        initial = sets;
      } else {
        others.addAll(sets);
      }
    }
    return initial.isEmpty() && others.isEmpty()
        ? DEFAULT
        : new CharacterSet(null, initial, new ArrayList<>(others));
  }

  /**
   * Text of a value; never fails, bytes outside the repertoire become U+FFFD.
   *
   * @param vr tells which delimiters end an escape's reach; of a VR that (0008,0005) does not
   *     govern, bytes above 7FH are read as ISO-IR 100
   */
  public String decode(byte[] value, VR vr) {
    if (isPlain(value) || !vr.usesSpecificCharacterSet()) {
      return new String(value, StandardCharsets.ISO_8859_1);
    }
    return whole != null ? new String(value, whole) : iso2022.decode(value, vr);
  }

  /**
   * The values of an element, padding included; one for a VR that is not multi-valued, none for no
   * bytes. A byte 5CH inside a multi-byte character separates nothing.
   */
  public List<String> decodeValues(byte[] value, VR vr) {
    if (value.length == 0) {
      return List.of();
    }
    // No repertoire maps a multi-byte character to U+005C, so that only delimiters are left.
    String text = decode(value, vr);
    if (!vr.isMultiValued()) {
      return List.of(text);
    }
    List<String> values = new ArrayList<>(2);
    int start = 0;
    for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
      values.add(text.substring(start, end));
      start = end + 1;
    }
    values.add(text.substring(start));
    return values;
  }

  /** Bytes of a text, without padding; characters outside the repertoire become {@code ?}. */
  public byte[] encode(String text, VR vr) {
    if (!vr.usesSpecificCharacterSet()) {
      return ascii(text);
    }
    return whole != null ? text.getBytes(whole) : iso2022.encode(text, vr);
  }

  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      bytes[i] = c < 0x80 ? (byte) c : (byte) '?';
    }
    return bytes;
  }

  private static boolean isPlain(byte[] value) {
    for (byte b : value) {
      if (b < 0x20 && (b < 0 || b == GraphicSet.ESCAPE)) {
        return false;
      }
    }
    return true;
  }
}
