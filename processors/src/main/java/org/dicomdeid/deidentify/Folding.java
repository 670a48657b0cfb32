/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.text.Normalizer;

/** Brings letters to one form for comparison: lower case, without diacritics, ligatures spelled. */
final class Folding {

  /** FNV-1a, 64 bit: the hash of a prefix is a step on the way to the hash of the word. */
  static final long SEED = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  // U+00C0 to U+017F; a hand-made table, because the first use of Normalizer costs 15 ms.
  private static final String LATIN =
      "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
          + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
          + "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

  private Folding() {}

  static long step(long hash, char folded) {
    return (hash ^ folded) * PRIME;
  }

  /** The hash of a text that is already folded. */
  static long hash(CharSequence folded) {
    long hash = SEED;
    for (int i = 0; i < folded.length(); i++) {
      hash = step(hash, folded.charAt(i));
    }
    return hash;
  }

  /**
   * One folded letter or digit, or 0 when a character has none or several (see {@link #spelled}).
   */
  static char simple(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    if (c >= 0xC0 && c < 0x180 && spelledLigature(c) == null) {
      return LATIN.charAt(c - 0xC0);
    }
    return 0;
  }

  /** The folded spelling of a character that {@link #simple} cannot express; may be empty. */
  static String spelled(char c) {
    String ligature = spelledLigature(c);
    if (ligature != null) {
      return ligature;
    }
    if (Character.isSurrogate(c)) {
      return String.valueOf(c);
    }
    String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
    StringBuilder base = new StringBuilder(parts.length());
    for (int i = 0; i < parts.length(); i++) {
      char part = parts.charAt(i);
      if (!isMark(part) && !isFormat(part)) {
        base.append(Character.toLowerCase(part));
      }
    }
    return base.toString();
  }

  /** The whole text folded; apostrophes and marks vanish, other characters stay. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isApostrophe(c)) {
        continue;
      }
      char one = simple(c);
      if (one != 0) {
        folded.append(one);
      } else {
        folded.append(spelled(c));
      }
    }
    return folded.toString();
  }

  static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019' || c == '\u02BC' || c == '`' || c == '\u00B4';
  }

  /**
   * Whether a character shows nothing: soft hyphen, zero-width space and joiner, marks of order.
   */
  static boolean isFormat(char c) {
    return c >= 0xAD && (c == 0xAD || (c >= 0x600 && Character.getType(c) == Character.FORMAT));
  }

  static boolean isMark(char c) {
    if (c < 0x300) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** Whether a letter is of the Latin script, the only one with a vocabulary of its own. */
  static boolean isLatin(char c) {
    return c < 0x250 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0xFF21 && c <= 0xFF5A);
  }

  private static String spelledLigature(char c) {
    return switch (c) {
      case '\u00C6', '\u00E6' -> "ae";
      case (char) 0xB5 -> "u";
      case '\u00DF', '\u1E9E' -> "ss";
      case '\u00DE', '\u00FE' -> "th";
      case '\u0132', '\u0133' -> "ij";
      case '\u0152', '\u0153' -> "oe";
      default -> null;
    };
  }
}
