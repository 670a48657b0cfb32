/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * The shapes of what may enter a receipt. None is wide enough for free text, so that an attribute
 * value cannot get in by mistake; a refusal names the field and never repeats what was refused.
 */
final class Shape {

  private static final String REGISTRY = "1.2.840.10008.";
  private static final String PRIVATE_BLOCK = "xx";
  private static final String PRIVATE_GROUP = "xxxx";

  private Shape() {}

  static void sha256(String field, String value) {
    hex(field, value, 64, 64);
  }

  static void hex(String field, String value, int least, int most) {
    boolean good = value != null && value.length() >= least && value.length() <= most;
    for (int i = 0; good && i < value.length(); i++) {
      good = Character.digit(value.charAt(i), 16) >= 0 && !isUpper(value.charAt(i));
    }
    check(good, field, "lower-case hexadecimal digits");
  }

  /** A name or version that an operator or this project chose. */
  static void name(String field, String value) {
    boolean good = value != null && !value.isEmpty() && value.length() <= 64;
    for (int i = 0; good && i < value.length(); i++) {
      char c = value.charAt(i);
      good = isAlphanumeric(c) || (i > 0 && (c == '.' || c == '_' || c == '+' || c == '-'));
    }
    check(good, field, "a short name without spaces");
  }

  static void code(String field, String value) {
    boolean good =
        value != null
            && !value.isEmpty()
            && value.length() <= 64
            && isLower(value.charAt(0))
            && !value.endsWith("-");
    for (int i = 1; good && i < value.length(); i++) {
      char c = value.charAt(i);
      good = isLower(c) || isDigit(c) || (c == '-' && value.charAt(i - 1) != '-');
    }
    check(good, field, "a code such as not-dicom");
  }

  static void option(String field, String value) {
    boolean good = value != null && value.length() == 6;
    for (int i = 0; good && i < value.length(); i++) {
      good = isDigit(value.charAt(i));
    }
    check(good, field, "a code of CID 7050");
  }

  /** Registered UIDs only: a private one could carry a number that identifies. */
  static void classUid(String field, String value) {
    boolean good = value == null || (value.startsWith(REGISTRY) && value.length() <= 64);
    int digits = 0;
    for (int i = REGISTRY.length(); value != null && good && i < value.length(); i++) {
      char c = value.charAt(i);
      digits = c == '.' ? 0 : digits + 1;
      good = c == '.' ? value.charAt(i - 1) != '.' : isDigit(c) && digits <= 3;
    }
    check(good && (value == null || digits > 0), field, "a UID of the DICOM registry");
  }

  /**
   * {@code (gggg,eeee)}, {@code (gggg,xxee)} for an element of a private block, {@code (gggg,xxxx)}
   * for all of a group.
   */
  static void tag(String field, String value) {
    check(value != null && value.length() == 11 && isTag(value, 0), field, "a tag (gggg,eeee)");
  }

  /** Tags with item numbers between them: {@code (0040,0275)[0](0008,0050)}. */
  static void tagPath(String field, String value) {
    check(value != null && isTagPath(value), field, "a tag path (gggg,eeee)[n](gggg,eeee)");
  }

  static void check(boolean good, String field, String rule) {
    if (!good) {
      throw new IllegalArgumentException("receipt field " + field + ": must be " + rule);
    }
  }

  private static boolean isTagPath(String path) {
    int at = 0;
    while (true) {
      if (!isTag(path, at)) {
        return false;
      }
      at += 11;
      if (at == path.length()) {
        return true;
      }
      int open = at;
      if (path.charAt(at++) != '[') {
        return false;
      }
      while (at < path.length() && path.charAt(at) >= '0' && path.charAt(at) <= '9') {
        at++;
      }
      int digits = at - open - 1;
      if (digits < 1 || digits > 9 || at >= path.length() || path.charAt(at++) != ']') {
        return false;
      }
      if (at == path.length()) {
        return true;
      }
    }
  }

  private static boolean isTag(String text, int at) {
    return text.length() >= at + 11
        && text.charAt(at) == '('
        && isHex(text, at + 1, 4)
        && text.charAt(at + 5) == ','
        && (isHex(text, at + 6, 4)
            || text.startsWith(PRIVATE_GROUP, at + 6)
            || (text.startsWith(PRIVATE_BLOCK, at + 6) && isHex(text, at + 8, 2)))
        && text.charAt(at + 10) == ')';
  }

  private static boolean isHex(String text, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return isDigit(c) || isLower(c) || isUpper(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
