/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;

/** Words that are glued together in one token: "SMITH2", "DrSmith", "CTSmith2000". */
final class LetterRuns {

  private LetterRuns() {}

  /** The runs as typed; none when the token is one word or a number. */
  static List<String> of(Segment segment, Token token) {
    if (token.isNumber() || (token.isWord() && !isCamelCase(segment.text, token))) {
      return List.of();
    }
    List<String> runs = new ArrayList<>(4);
    String text = segment.text;
    int from = -1;
    for (int i = token.start; i <= token.end; i++) {
      boolean inWord = i < token.end && !Character.isDigit(text.charAt(i));
      if (from >= 0 && (!inWord || begins(text, i, token))) {
        runs.add(text.substring(from, i));
        from = -1;
      }
      if (inWord && from < 0) {
        from = i;
      }
    }
    return runs;
  }

  private static boolean isCamelCase(String text, Token token) {
    for (int i = token.start + 1; i < token.end; i++) {
      if (begins(text, i, token)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word begins within a token: at the S of "DrSmith" and of "CTSmith". */
  private static boolean begins(String text, int at, Token token) {
    if (!Character.isUpperCase(text.charAt(at))) {
      return false;
    }
    char before = text.charAt(at - 1);
    return Character.isLowerCase(before)
        || (Character.isUpperCase(before)
            && at + 1 < token.end
            && Character.isLowerCase(text.charAt(at + 1)));
  }
}
