/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

/** Finds a word in a text although some of its characters were read wrong, left out or added. */
final class ApproximateSearch {

  private ApproximateSearch() {}

  /** The errors that a word of a length may hold: one in five characters. */
  static int errorsOf(int length) {
    return length / 5;
  }

  /** Whether some part of the text differs from the word in no more than one of five characters. */
  static boolean holds(String text, String word) {
    int errors = errorsOf(word.length());
    return errors == 0 ? text.contains(word) : holds(text, word, errors);
  }

  /**
   * Whether some part of the text is the word but for so many characters. Sellers' algorithm: edit
   * distance with a free start and end in the text.
   */
  static boolean holds(String text, String word, int errors) {
    int[] column = new int[word.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      column[i] = i;
    }
    for (int at = 0; at < text.length(); at++) {
      int diagonal = column[0];
      for (int i = 1; i <= word.length(); i++) {
        int changed = diagonal + (word.charAt(i - 1) == text.charAt(at) ? 0 : 1);
        diagonal = column[i];
        column[i] = Math.min(changed, 1 + Math.min(column[i - 1], column[i]));
      }
      if (column[word.length()] <= errors) {
        return true;
      }
    }
    return false;
  }
}
