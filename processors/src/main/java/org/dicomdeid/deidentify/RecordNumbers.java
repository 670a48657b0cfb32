/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** Cuts numbers that a sign introduces, long numbers, and letter and digit strings. */
final class RecordNumbers {

  private static final int LONGEST_PLAIN = 4;

  private final Vocabulary vocabulary;

  RecordNumbers(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (segment.before(i) == '#' && !token.isWord() && digits(segment, token) >= 3) {
        token.cut = true;
      }
      if ((token.isNumber() && token.length > LONGEST_PLAIN && !isFraction(segment, i))
          || (token.kind == Token.Kind.MIXED && !isHarmless(segment, token))) {
        token.cut = true;
        glued(segment, i);
      }
      if (i + 2 < segment.size()) {
        socialSecurity(segment, i);
      }
    }
  }

  /**
   * A letter prefix or a further group of digits belongs to the number: "ACC-123456", "12345-67".
   */
  private static void glued(Segment segment, int i) {
    if (i > 0
        && segment.only(i - 1) == '-'
        && segment.get(i - 1).length <= 4
        && segment.get(i - 1).upper) {
      segment.get(i - 1).cut = true;
    }
    int next = i + 1;
    while (next < segment.size()
        && (segment.only(next - 1) == '-' || segment.only(next - 1) == '/')
        && segment.get(next).isNumber()) {
      segment.get(next++).cut = true;
    }
  }

  private static void socialSecurity(Segment segment, int i) {
    Token one = segment.get(i);
    Token two = segment.get(i + 1);
    Token three = segment.get(i + 2);
    if (one.isNumber()
        && two.isNumber()
        && three.isNumber()
        && one.length == 3
        && (two.length == 2 || two.length == 3)
        && three.length >= 3
        && segment.joined(i, "- .\u2011\u2013")
        && segment.joined(i + 1, "- .\u2011\u2013")
        && segment.only(i) == segment.only(i + 1)
        && segment.only(i) != ' ') {
      segment.cut(i, i + 2);
    }
  }

  private static boolean isFraction(Segment segment, int i) {
    return i > 0
        && segment.only(i - 1) == '.'
        && segment.get(i - 1).isNumber()
        && segment.get(i - 1).length <= 3
        && segment.get(i).length <= 6;
  }

  static int digits(Segment segment, Token token) {
    int digits = 0;
    for (int i = token.start; i < token.end; i++) {
      digits += Character.isDigit(segment.text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** Whether letters and digits are a measure, a level, a sequence, a dimension or a known word. */
  private boolean isHarmless(Segment segment, Token token) {
    if ((token.kinds & WordKind.KEPT) != 0) {
      return true;
    }
    String folded = segment.folded(token);
    return token.length <= 24 && (runsAreKnown(folded) || isDimensions(folded));
  }

  /** Letters in turn with digits, each run of letters short or known, each run of digits short. */
  private boolean runsAreKnown(String folded) {
    int digits = 0;
    int unknown = 0;
    int runs = 0;
    for (int i = 0; i < folded.length(); runs++) {
      int from = i;
      boolean number = isDigit(folded.charAt(i));
      while (i < folded.length() && isDigit(folded.charAt(i)) == number) {
        i++;
      }
      String run = folded.substring(from, i);
      if (number) {
        digits += run.length();
        boolean measured = i < folded.length() && isUnitAt(folded, i);
        if (run.length() > (measured || isLabelOfNumber(folded, from) ? 4 : 3)) {
          return false;
        }
      } else if (!vocabulary.contains(run)) {
        if (run.length() > 2) {
          return false;
        }
        unknown += run.length();
      }
    }
    return runs <= (folded.charAt(0) == 't' ? 6 : 5)
        && digits <= 6
        && (unknown == 0 || (unknown <= 3 && digits <= 3 && folded.length() <= 6));
  }

  private boolean isUnitAt(String folded, int at) {
    int end = at;
    while (end < folded.length() && !isDigit(folded.charAt(end))) {
      end++;
    }
    return WordKind.UNIT.in(vocabulary.kinds(folded.substring(at, end)));
  }

  /** "b1000", "te2000": values that protocols write right behind their letter. */
  private static boolean isLabelOfNumber(String folded, int at) {
    String label = folded.substring(0, at);
    return label.equals("b") || label.equals("te") || label.equals("tr") || label.equals("ti");
  }

  private static boolean isDimensions(String folded) {
    int digits = 0;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (isDigit(c)) {
        if (++digits > LONGEST_PLAIN) {
          return false;
        }
      } else if (c == 'x' || (i >= folded.length() - 2 && (c == 'm' || c == 'c'))) {
        digits = 0;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
