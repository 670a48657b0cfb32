/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Dates, to be told in a text: day, month and year in any order, with any separators or none, the
 * year of two or four digits, the month by number or name.
 */
final class BurnedDates {

  private record Day(int year, int month, int day) {}

  /** What one token may say of a date; negative when it does not. */
  private record Part(int number, int digits, int month) {}

  private final Set<Day> days = new LinkedHashSet<>();
  private final Set<String> eightDigits = new LinkedHashSet<>();
  private final Set<String> sixDigits = new HashSet<>();

  BurnedDates(List<String> dates) {
    for (String date : dates) {
      String digits = date.strip().replace(".", "").replace("-", "");
      if (digits.length() >= 8
          && digits.substring(0, 8).chars().allMatch(c -> c >= '0' && c <= '9')) {
        add(digits.substring(0, 4), digits.substring(4, 6), digits.substring(6, 8));
      }
    }
  }

  private void add(String year, String month, String day) {
    days.add(new Day(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    String two = year.substring(2);
    for (String y : List.of(year, two)) {
      Set<String> to = y.length() == 4 ? eightDigits : sixDigits;
      for (String[] order :
          new String[][] {{y, month, day}, {y, day, month}, {day, month, y}, {month, day, y}}) {
        to.add(OcrFolding.skeleton(String.join("", order)));
      }
    }
  }

  boolean match(ReadText text) {
    if (days.isEmpty()) {
      return false;
    }
    for (String glued : eightDigits) {
      if (text.skeleton().contains(glued)) {
        return true;
      }
    }
    for (ReadText.Token token : text.tokens()) {
      if (sixDigits.contains(token.skeleton())) {
        return true;
      }
    }
    List<Part> parts = new ArrayList<>();
    for (ReadText.Token token : text.tokens()) {
      parts(token.text(), parts);
    }
    for (int at = 0; at + 2 < parts.size(); at++) {
      if (isDate(parts.get(at), parts.get(at + 1), parts.get(at + 2))) {
        return true;
      }
    }
    return false;
  }

  private boolean isDate(Part a, Part b, Part c) {
    for (Day day : days) {
      if (fits(day, a, b, c)
          || fits(day, a, c, b)
          || fits(day, b, a, c)
          || fits(day, b, c, a)
          || fits(day, c, a, b)
          || fits(day, c, b, a)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(Day date, Part year, Part month, Part day) {
    boolean sameYear =
        year.number() >= 0
            && (year.digits() == 4
                ? year.number() == date.year()
                : year.digits() == 2 && year.number() == date.year() % 100);
    return sameYear
        && (month.month() == date.month() || month.number() == date.month())
        && day.number() == date.day();
  }

  /** A token as a number, as a month, or as both glued: 12, MAR, 12MAR1974. */
  private static void parts(String token, List<Part> parts) {
    Part whole = part(token);
    List<String> sides = whole.number() < 0 && whole.month() < 0 ? cut(token) : List.of();
    if (sides.isEmpty()) {
      parts.add(whole);
    } else {
      sides.forEach(side -> parts.add(part(side)));
    }
  }

  private static Part part(String text) {
    int month = MonthNames.standard().monthOf(text);
    boolean numeric =
        month < 0
            && text.length() <= 4
            && text.chars().allMatch(c -> OcrFolding.maybeDigit((char) c));
    String digits = numeric ? OcrFolding.skeleton(text) : "";
    return new Part(digits.isEmpty() ? -1 : Integer.parseInt(digits), digits.length(), month);
  }

  /** Around the name of a month; else where letters and digits meet. */
  private static List<String> cut(String token) {
    for (int from = 0; from < token.length(); from++) {
      for (int to = Math.min(token.length(), from + 10); to >= from + 3; to--) {
        if (to - from < token.length()
            && MonthNames.standard().monthOf(token.substring(from, to)) > 0
            && isNumeric(token.substring(0, from))
            && isNumeric(token.substring(to))) {
          List<String> cut = new ArrayList<>();
          for (String piece :
              List.of(token.substring(0, from), token.substring(from, to), token.substring(to))) {
            if (!piece.isEmpty()) {
              cut.add(piece);
            }
          }
          return cut;
        }
      }
    }
    return ReadText.sides(token);
  }

  private static boolean isNumeric(String text) {
    return text.chars().allMatch(c -> OcrFolding.maybeDigit((char) c));
  }
}
