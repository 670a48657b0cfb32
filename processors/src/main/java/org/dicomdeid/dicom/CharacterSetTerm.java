/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.dicomdeid.dicom.GraphicSet.ROMAJI;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The defined terms of (0008,0005), PS3.3 Tables C.12-2 to C.12-5. */
final class CharacterSetTerm {

  private CharacterSetTerm() {}

  /** A term in capitals without separators and padding, which real files vary: ISOIR100, GBK. */
  static String normalize(String term) {
    StringBuilder letters = new StringBuilder(term.length());
    for (int i = 0; i < term.length(); i++) {
      char c = term.charAt(i);
      if (c >= 'a' && c <= 'z') {
        letters.append((char) (c - 0x20));
      } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        letters.append(c);
      }
    }
    return letters.toString();
  }

  /** The codec of a normalized term that excludes code extensions; null for any other. */
  static Charset withoutExtensions(String term) {
    return switch (term) {
      case "ISOIR192", "ISO2022IR192", "IR192", "UTF8" -> StandardCharsets.UTF_8;
      case "GB18030", "ISO2022GB18030" -> Charset.forName("GB18030");
      case "GBK", "ISO2022GBK" -> Charset.forName("GBK");
      default -> null;
    };
  }

  /** The sets that a normalized term declares; none for ISO-IR 6 and for no term. */
  static List<GraphicSet> graphicSets(String term) {
    return switch (registration(term)) {
      case "", "6" -> List.of();
      case "13", "14" -> List.of(ROMAJI, GraphicSet.KATAKANA);
      case "58" -> List.of(GraphicSet.GB_2312);
      case "87" -> List.of(GraphicSet.JIS_X_0208);
      case "101", "88592" -> List.of(GraphicSet.LATIN_2);
      case "109", "88593" -> List.of(GraphicSet.LATIN_3);
      case "110", "88594" -> List.of(GraphicSet.LATIN_4);
      case "126", "88597" -> List.of(GraphicSet.GREEK);
      case "127", "88596" -> List.of(GraphicSet.ARABIC);
      case "138", "88598" -> List.of(GraphicSet.HEBREW);
      case "144", "88595" -> List.of(GraphicSet.CYRILLIC);
      case "148", "88599" -> List.of(GraphicSet.LATIN_5);
      case "149" -> List.of(GraphicSet.KS_X_1001);
      case "159" -> List.of(GraphicSet.JIS_X_0212);
      case "166" -> List.of(GraphicSet.THAI);
      case "203", "885915" -> List.of(GraphicSet.LATIN_9);
      default -> List.of(GraphicSet.LATIN_1);
    };
  }

  private static String registration(String term) {
    for (String prefix : List.of("ISO2022IR", "ISO2022", "ISOIR", "ISO", "IR")) {
      if (term.startsWith(prefix)) {
        return term.substring(prefix.length());
      }
    }
    return term;
  }
}
