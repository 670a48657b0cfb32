/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits identifiers by hand: they are split anew for every object, too often for regular
 * expressions.
 */
final class Pieces {

  private Pieces() {}

  /** The stretches between separators that are not empty. */
  static List<String> between(String text, String separators) {
    List<String> pieces = new ArrayList<>(4);
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        if (i > from) {
          pieces.add(text.substring(from, i));
        }
        from = i + 1;
      }
    }
    return pieces;
  }

  /** Runs of letters and digits. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>(4);
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inWord = i < text.length() && isWordPart(text.charAt(i));
      if (inWord && from < 0) {
        from = i;
      } else if (!inWord && from >= 0) {
        words.add(text.substring(from, i));
        from = -1;
      }
    }
    return words;
  }

  /** The letters and digits alone. */
  static String compact(String text) {
    StringBuilder compact = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (isWordPart(text.charAt(i))) {
        compact.append(text.charAt(i));
      }
    }
    return compact.toString();
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || Folding.isMark(c);
  }
}
