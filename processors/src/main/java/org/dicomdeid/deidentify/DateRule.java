/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.DatePolicy;

/**
 * One object's way with dates, times and ages. Whatever cannot be read as its VR asks for is
 * emptied, never passed on.
 *
 * @param policy what the profile asks for
 * @param shiftDays days that SHIFT adds; the same for all objects of a patient, so intervals and
 *     ages stay true
 * @param oldPatient whether the patient is over 89, which YEAR must not tell (45 CFR
 *     164.514(b)(2)(i)(C))
 */
record DateRule(DatePolicy policy, int shiftDays, boolean oldPatient) {

  private static final int OLDEST_AGE_TOLD = 89;
  private static final int DATE_DIGITS = 8;

  /** The value to write instead; empty when nothing of it may stay. */
  String apply(String value, VR vr, boolean birth) {
    if (policy == DatePolicy.KEEP) {
      return value;
    }
    String text = value.strip();
    if (text.isEmpty() || policy == DatePolicy.REMOVE) {
      return "";
    }
    return switch (vr) {
      case DA -> date(text, birth);
      case DT -> dateTime(text, birth);
      case TM -> isTime(text) ? text : "";
      case AS -> age(text);
      default -> "";
    };
  }

  private String date(String text, boolean birth) {
    String digits = text.length() == 10 ? text.replace(".", "") : text; // ACR-NEMA wrote yyyy.mm.dd
    LocalDate date = parse(digits);
    if (date == null) {
      return "";
    }
    if (policy == DatePolicy.YEAR) {
      return birth && oldPatient ? "" : digits.substring(0, 4) + "0101";
    }
    return format(date.plusDays(shiftDays));
  }

  private String dateTime(String text, boolean birth) {
    int digits = 0;
    while (digits < text.length() && isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits < 4 || !isTail(text, digits)) {
      return "";
    }
    int given = Math.min(digits, DATE_DIGITS);
    // A date without day or month is shifted from its middle and cut to the same precision again.
    String whole = text.substring(0, given) + "yyyy0715".substring(given);
    LocalDate date =
        given % 2 == 1 ? null : parse(given == DATE_DIGITS ? text.substring(0, given) : whole);
    if (date == null) {
      return "";
    }
    if (policy == DatePolicy.YEAR) {
      return birth && oldPatient ? "" : text.substring(0, 4);
    }
    return format(date.plusDays(shiftDays)).substring(0, given) + withoutOffset(text, given);
  }

  /** Time of day without the offset from UTC, which tells a region. */
  private static String withoutOffset(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '+' && text.charAt(end) != '-') {
      end++;
    }
    return text.substring(from, end);
  }

  private String age(String text) {
    if (text.length() != 4
        || !text.chars().limit(3).allMatch(DateRule::isDigit)
        || "DWMY".indexOf(text.charAt(3)) < 0) {
      return "";
    }
    return policy == DatePolicy.YEAR && isOldAge(text) ? "090Y" : text;
  }

  /**
   * Whether an age says more than 89 years, also where it is not quite an AS: {@code 94Y}, {@code
   * 094y}.
   */
  static boolean isOldAge(String age) {
    int digits = 0;
    while (digits < age.length() && isDigit(age.charAt(digits))) {
      digits++;
    }
    boolean years = digits == age.length() || age.substring(digits).strip().equalsIgnoreCase("Y");
    return years
        && digits > 0
        && digits < 5
        && Integer.parseInt(age.substring(0, digits)) > OLDEST_AGE_TOLD;
  }

  /**
   * Whether a patient born on the one day is over 89 on the other; null when either cannot be read.
   */
  static Boolean isOld(String birthDate, String otherDate) {
    LocalDate birth = day(birthDate);
    LocalDate other = day(otherDate);
    if (birth == null || other == null) {
      return null;
    }
    return ChronoUnit.YEARS.between(birth, other) > OLDEST_AGE_TOLD;
  }

  /** The day of a DA, of a DT, or of a date as ACR-NEMA wrote it; null when there is none. */
  private static LocalDate day(String text) {
    String digits = text.strip();
    digits = digits.length() == 10 ? digits.replace(".", "") : digits;
    return parse(digits.length() > DATE_DIGITS ? digits.substring(0, DATE_DIGITS) : digits);
  }

  private static boolean isTime(String text) {
    return text.chars().allMatch(c -> isDigit(c) || c == '.' || c == ':');
  }

  private static boolean isTail(String text, int from) {
    return text.substring(from)
        .chars()
        .allMatch(c -> isDigit(c) || c == '.' || c == '+' || c == '-');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String format(LocalDate date) {
    return "%04d%02d%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static LocalDate parse(String digits) {
    if (digits.length() != DATE_DIGITS || !digits.chars().allMatch(DateRule::isDigit)) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(digits.substring(0, 4)),
          Integer.parseInt(digits.substring(4, 6)),
          Integer.parseInt(digits.substring(6, 8)));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
