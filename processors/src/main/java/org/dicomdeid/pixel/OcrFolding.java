/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.text.Normalizer;

/**
 * Brings text to a form in which what a recogniser takes for each other is the same: case, accents,
 * 0/O, 1/I/l/|, 5/S, 8/B, 2/Z, 6/G, rn/m, cl/d and vv/w.
 */
final class OcrFolding {

  private static final String ALIKE = "OQIL|!SBZG";
  private static final String SAME = "0011115826";

  private OcrFolding() {}

  /** Upper case, without accents, ligatures spelled; letters and digits only, nothing between. */
  static String letters(String text) {
    String parts = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(parts.length());
    for (int i = 0; i < parts.length(); ) {
      int c = parts.codePointAt(i);
      i += Character.charCount(c);
      String spelled = spelled(c);
      if (spelled != null) {
        plain.append(spelled);
      } else if (Character.isLetterOrDigit(c)) {
        int digit = Character.digit(c, 10);
        if (digit >= 0) {
          plain.append((char) ('0' + digit));
        } else {
          plain.appendCodePoint(Character.toUpperCase(c));
        }
      }
    }
    return plain.toString();
  }

  /** As {@link #letters}, with one character for all single ones that look alike. */
  static String alike(String text) {
    String plain = letters(text.replace('|', 'I').replace('!', 'I'));
    StringBuilder folded = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      folded.append(alike(plain.charAt(i)));
    }
    return folded.toString();
  }

  /** As {@link #alike(String)}, with one character for the pairs that look like one, too. */
  static String skeleton(String text) {
    String alike = alike(text);
    StringBuilder folded = new StringBuilder(alike.length());
    for (int i = 0; i < alike.length(); i++) {
      char c = alike.charAt(i);
      char last = folded.isEmpty() ? 0 : folded.charAt(folded.length() - 1);
      if (c == 'N' && last == 'R') {
        folded.setCharAt(folded.length() - 1, 'M');
      } else if (c == '1' && last == 'C') {
        folded.setCharAt(folded.length() - 1, 'D');
      } else if (c == 'V' && last == 'V') {
        folded.setCharAt(folded.length() - 1, 'W');
      } else {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  /** Whether a recogniser may have made the character out of a digit, or it is one. */
  static boolean maybeDigit(char c) {
    char upper = Character.toUpperCase(c);
    return Character.digit(c, 10) >= 0 || ALIKE.indexOf(upper) >= 0;
  }

  private static char alike(char c) {
    int at = ALIKE.indexOf(c);
    return at < 0 ? c : SAME.charAt(at);
  }

  /** Letters that normalising does not take apart; null for all others. */
  private static String spelled(int c) {
    return switch (c) {
      case 'ß', 'ẞ' -> "SS";
      case 'æ', 'Æ' -> "AE";
      case 'œ', 'Œ' -> "OE";
      case 'ø', 'Ø' -> "O";
      case 'ł', 'Ł' -> "L";
      case 'đ', 'Đ', 'ð', 'Ð' -> "D";
      case 'þ', 'Þ' -> "TH";
      case 'ı' -> "I";
      case 'µ', 'μ' -> "U";
      default -> null;
    };
  }
}
