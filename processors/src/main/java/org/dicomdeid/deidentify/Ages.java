/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Set;

/** Cuts ages over 89 years: so few people reach them that the age alone may point to one. */
final class Ages {

  private static final int FIRST = 90;
  private static final int LAST = 129;
  private static final String BETWEEN = " -./\u2010\u2011\u2013";

  /** Words behind an age, folded. */
  private static final Set<String> BEHIND =
      Set.of(
          ("y yo yom yof ym yf yr yrs year years yearold yrold yro j jahr jahre jahren ans annees"
                  + " anni anos jaar jarig jarige ar aar arig arige lat let")
              .split(" ", -1));

  /** Words before an age, folded. */
  private static final Set<String> BEFORE =
      Set.of("age", "aged", "ages", "alter", "edad", "eta", "leeftijd", "alder", "idade");

  private static final Set<String> STEPS =
      Set.of("of", "is", "von", "de", "di", "van", "at", "about", "approx", "over");

  private static final Set<String> FURTHER = Set.of("old", "o", "alt", "alte", "alter", "oud");

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (token.isNumber() && isOld(segment.value(token))) {
        number(segment, i);
      } else if (token.kind == Token.Kind.MIXED && token.length <= 16) {
        glued(segment, i);
      }
    }
  }

  private static void number(Segment segment, int age) {
    boolean decimal =
        (age > 0 && segment.only(age - 1) == '.' && segment.get(age - 1).isNumber())
            || (segment.only(age) == '.'
                && age + 1 < segment.size()
                && segment.get(age + 1).isNumber());
    if (decimal) {
      return;
    }
    if (age + 1 < segment.size()
        && segment.gap(age) <= 2
        && segment.joined(age, BETWEEN)
        && isAgeWord(segment, age + 1)) {
      segment.cut(age, further(segment, age + 1));
      return;
    }
    int from = age - 1;
    if (from > 0
        && segment.joined(from, " ")
        && STEPS.contains(segment.folded(segment.get(from)))) {
      from--;
    }
    if (from >= 0
        && segment.joined(from, " :=.>~-")
        && segment.get(from).isWord()
        && segment.get(from).length <= 8
        && BEFORE.contains(segment.folded(segment.get(from)))) {
      segment.cut(from, age);
    }
  }

  /** "94yo", "094Y", "95j\u00e4hrig". */
  private static void glued(Segment segment, int i) {
    String folded = segment.folded(segment.get(i));
    int digits = 0;
    int value = 0;
    while (digits < folded.length() && digits < 4 && isDigit(folded.charAt(digits))) {
      value = value * 10 + folded.charAt(digits++) - '0';
    }
    String rest = folded.substring(digits);
    // "94F": age and sex, as radiologists write them; "94m" is a length.
    boolean sex =
        (rest.equals("f") || rest.equals("m"))
            && segment.text(segment.get(i)).equals(value + (rest.equals("f") ? "F" : "M"));
    if (digits >= 2 && isOld(value) && (sex || isAgeWord(rest))) {
      segment.cut(i, further(segment, i));
    }
  }

  /** The last token of "year old", "y/o". */
  private static int further(Segment segment, int word) {
    int next = word + 1;
    boolean more =
        next < segment.size()
            && segment.gap(word) == 1
            && segment.joined(word, " -/.")
            && segment.get(next).isWord()
            && FURTHER.contains(segment.folded(segment.get(next)));
    return more ? next : word;
  }

  private static boolean isAgeWord(Segment segment, int i) {
    Token token = segment.get(i);
    return token.isWord() && token.length <= 14 && isAgeWord(segment.folded(token));
  }

  private static boolean isAgeWord(String folded) {
    return BEHIND.contains(folded) || folded.startsWith("jahrig") || folded.startsWith("jaehrig");
  }

  private static boolean isOld(int value) {
    return value >= FIRST && value <= LAST;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
