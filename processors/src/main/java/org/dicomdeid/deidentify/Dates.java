/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Set;

/** Cuts dates: numeric in any order, with the month by name, month and year, ISO and DICOM. */
final class Dates {

  private static final String SEPARATORS = "./- \u2013,_|";

  private final Set<String> years;

  /**
   * @param years years that go even alone
   */
  Dates(Set<String> years) {
    this.years = years;
  }

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (token.isNumber()) {
        numeric(segment, i);
        if (token.length == 4 && years.contains(segment.text(token))) {
          token.cut = true;
        }
      } else if (token.is(WordKind.MONTH)) {
        named(segment, i);
      } else if (token.kind == Token.Kind.MIXED && holdsMonth(segment, token)) {
        token.cut = true;
      }
    }
  }

  private static void numeric(Segment segment, int i) {
    char separator = separator(segment, i);
    if (separator == 0) {
      return;
    }
    int first = segment.value(segment.get(i));
    int second = segment.value(segment.get(i + 1));
    int secondLength = segment.get(i + 1).length;
    int firstLength = segment.get(i).length;
    // ISO date and time in one token: 2019-03-12T10:15.
    if (i + 2 < segment.size() && separator(segment, i + 1) == separator) {
      int third = segment.value(segment.get(i + 2));
      int thirdLength = segment.get(i + 2).length;
      boolean yearLast =
          firstLength <= 2
              && secondLength <= 2
              && ((thirdLength == 4 && isYear(third)) || (thirdLength == 2 && !isLoose(separator)))
              && isDayAndMonth(first, second);
      boolean yearFirst =
          firstLength == 4 && isYear(first) && isDayAndMonth(second, third) && thirdLength <= 2;
      boolean shortYearFirst =
          !isLoose(separator)
              && firstLength == 2
              && secondLength == 2
              && thirdLength == 2
              && isDayAndMonth(second, third);
      if ((yearLast || yearFirst || shortYearFirst)
          && !isPartOfLonger(segment, i, i + 2, separator)) {
        segment.cut(i, i + 2);
      }
      return;
    }
    if (separator == ' ' || isPartOfLonger(segment, i, i + 1, separator)) {
      return;
    }
    boolean monthYear = firstLength <= 2 && isMonth(first) && secondLength == 4 && isYear(second);
    boolean yearMonth = secondLength == 2 && isMonth(second) && firstLength == 4 && isYear(first);
    boolean dayMonth =
        separator != '-'
            && firstLength == 2
            && secondLength == 2
            && isDayAndMonth(first, second)
            && (first < 10 || second < 10);
    if (monthYear || yearMonth || (dayMonth && (separator == '/' || segment.after(i + 1) == '.'))) {
      segment.cut(i, i + 1);
    }
  }

  /**
   * The separator to the next number, or 0: one of ". / - _ | space", optionally with a space after
   * it.
   */
  private static char separator(Segment segment, int i) {
    if (i + 1 >= segment.size() || !isNumberLike(segment, i + 1) || segment.gap(i) > 2) {
      return 0;
    }
    if (!segment.joined(i, "./- \u2013_|")) {
      return 0;
    }
    char c = segment.text.charAt(segment.get(i).end);
    return segment.gap(i) == 2 && c == ' ' ? 0 : c;
  }

  /** Whether a separator joins counts and sizes too, so that a date needs its full year. */
  private static boolean isLoose(char separator) {
    return separator == '_' || separator == '|';
  }

  private static boolean isNumberLike(Segment segment, int i) {
    return segment.get(i).isNumber();
  }

  private static boolean isPartOfLonger(Segment segment, int from, int to, char separator) {
    return separator != ' '
        && ((from > 0 && segment.only(from - 1) == separator && segment.get(from - 1).isNumber())
            || (to + 1 < segment.size()
                && segment.only(to) == separator
                && segment.get(to + 1).isNumber()));
  }

  private static void named(Segment segment, int month) {
    Token name = segment.get(month);
    int from = month;
    int to = month;
    boolean year = false;
    boolean day = false;
    if (month > 0 && isDay(segment, month - 1) && segment.joined(month - 1, SEPARATORS)) {
      from = month - 1;
      day = true;
    } else if (month > 1
        && isOf(segment, month - 1)
        && isDay(segment, month - 2)
        && segment.joined(month - 2, " ")) {
      from = month - 2;
      day = true;
    }
    int next = month + 1;
    if (!day
        && next < segment.size()
        && isDay(segment, next)
        && segment.joined(month, SEPARATORS)) {
      day = true;
      to = next++;
    }
    if (next < segment.size() && isOf(segment, next) && segment.joined(next - 1, " ")) {
      next++;
    }
    if (next < segment.size()
        && isYearOf(segment, next, day)
        && segment.joined(next - 1, SEPARATORS + "'\u2019")) {
      year = true;
      to = next;
    }
    boolean telling =
        (name.length > 3 && !name.is(WordKind.FUNCTION)) || (name.capital && !name.upper);
    if (year || (day && telling)) {
      segment.cut(from, to);
    }
  }

  private static boolean isOf(Segment segment, int i) {
    return segment.get(i).is(WordKind.FUNCTION) && segment.get(i).length <= 3;
  }

  private static boolean isDay(Segment segment, int i) {
    Token token = segment.get(i);
    if (token.isNumber()) {
      int value = segment.value(token);
      return token.length <= 2 && value >= 1 && value <= 31;
    }
    if (token.kind != Token.Kind.MIXED || token.length > 4) {
      return false;
    }
    String text = segment.folded(token);
    return text.matches("[0-3]?[0-9](st|nd|rd|th|er)");
  }

  private static boolean isYearOf(Segment segment, int i, boolean afterDay) {
    Token token = segment.get(i);
    return token.isNumber()
        && ((token.length == 4 && isYear(segment.value(token)))
            || (token.length == 2 && (afterDay || Folding.isApostrophe(segment.before(i)))));
  }

  /** "12MAR2019", "Mar2019", "2019Mar12". */
  private static boolean holdsMonth(Segment segment, Token token) {
    if (token.length < 5 || token.length > 12) {
      return false;
    }
    String folded = segment.folded(token);
    int from = 0;
    while (from < folded.length() && Character.isDigit(folded.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < folded.length() && !Character.isDigit(folded.charAt(to))) {
      to++;
    }
    int digits = folded.length() - (to - from);
    return to > from
        && digits >= 3
        && WordKind.MONTH.in(Vocabulary.standard().kinds(folded.substring(from, to)));
  }

  private static boolean isDayAndMonth(int one, int other) {
    return one >= 1 && one <= 31 && other >= 1 && other <= 31 && (isMonth(one) || isMonth(other));
  }

  private static boolean isMonth(int value) {
    return value >= 1 && value <= 12;
  }

  static boolean isYear(int value) {
    return value >= 1850 && value < 2100;
  }
}
