/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;

/**
 * One byte form of one identifier, and what must not stand around it.
 *
 * <p>Bytes are in lower case where {@code folded}, and then ASCII letters match in either case.
 */
final class LeakPattern {

  /** Bytes on either side that {@link #admits} looks at: two characters of UTF-16. */
  static final int CONTEXT = 4;

  /** Below these, what is found is chance more often than a leak. */
  private static final int MIN_BYTES = 4;

  private static final int MIN_CHARACTERS = 4;
  private static final int MIN_NON_ASCII = 2;
  private static final int MIN_DIGITS = 6;
  private static final int MIN_ANYWHERE = 6;

  /** What may not stand beside a hit. */
  enum Boundary {
    NONE,
    /**
     * ASCII letters, unless the case changes as in "DrBerg"; a digit only beside a digit. A short
     * name is part of many words.
     */
    WORD,
    /** Digits, and a point that joins to one: a number is part of longer ones and of UIDs. */
    NUMBER
  }

  private enum Unit {
    BYTE,
    UTF_16_LITTLE,
    UTF_16_BIG
  }

  final byte[] bytes;
  final int identifier;
  private final boolean folded;
  private final Boundary boundary;
  private final Unit unit;

  private LeakPattern(
      byte[] bytes, int identifier, boolean folded, Boundary boundary, Charset charset) {
    this.bytes = bytes;
    this.identifier = identifier;
    this.folded = folded;
    this.boundary = boundary;
    this.unit =
        charset.equals(UTF_16LE)
            ? Unit.UTF_16_LITTLE
            : charset.equals(UTF_16BE) ? Unit.UTF_16_BIG : Unit.BYTE;
    if (folded) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = fold(bytes[i]);
      }
    }
  }

  /**
   * A form of a text; null when it is too short to search for.
   *
   * @param bytes the form, which becomes the pattern's own
   * @param charset what the form was written in; only UTF-16 matters
   * @param boundary as {@link #boundaryOf} gives it
   */
  static LeakPattern of(
      byte[] bytes, int identifier, boolean folded, Boundary boundary, Charset charset) {
    return bytes.length < MIN_BYTES
        ? null
        : new LeakPattern(bytes, identifier, folded, boundary, charset);
  }

  /** What may not stand beside a text; null when the text is not to be searched for at all. */
  static Boundary boundaryOf(CharSequence text) {
    int digits = 0;
    int alphanumerics = 0;
    int nonAscii = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      digits += isDigit(c) ? 1 : 0;
      alphanumerics += isAlphanumeric(c) ? 1 : 0;
      nonAscii += c >= 0x80 ? 1 : 0;
      points += c == '.' ? 1 : 0;
    }
    int length = text.length();
    if (digits + points == length) {
      return digits < MIN_DIGITS ? null : Boundary.NUMBER;
    }
    if (length < MIN_CHARACTERS && nonAscii < MIN_NON_ASCII) {
      return null;
    }
    return length < MIN_ANYWHERE && alphanumerics > 0 ? Boundary.WORD : Boundary.NONE;
  }

  /** Whether the pattern stands at {@code at}, all bytes before {@code end} being known. */
  boolean matches(byte[] buffer, int at, int end) {
    if (at + bytes.length > end) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      byte b = buffer[at + i];
      if (bytes[i] != (folded ? fold(b) : b)) {
        return false;
      }
    }
    return admits(buffer, at, end);
  }

  private boolean admits(byte[] buffer, int at, int end) {
    int width = unit == Unit.BYTE ? 1 : 2;
    int after = at + bytes.length;
    int before = character(buffer, at - width, end);
    int next = character(buffer, after, end);
    int beyond = character(buffer, after + width, end);
    // A digit or letter with a zero byte behind it is the little endian group of the next tag:
    // 0032H, 0038H, 0054H.
    boolean valueEnds = unit == Unit.BYTE && beyond == 0;
    return switch (boundary) {
      case NONE -> true;
      case WORD ->
          !(isAlphanumeric(before) && isOneWord(before, character(buffer, at, end)))
              && (valueEnds
                  || !(isAlphanumeric(next)
                      && isOneWord(character(buffer, after - width, end), next)));
      case NUMBER ->
          !continuesNumber(before, character(buffer, at - 2 * width, end))
              && (valueEnds || !continuesNumber(next, beyond));
    };
  }

  /** Whether two characters are of one word; "rB" of "DrBerg", "g2" of "Berg2" are not. */
  private static boolean isOneWord(int one, int two) {
    if (isDigit(one) || isDigit(two)) {
      return isDigit(one) && isDigit(two);
    }
    return !(one >= 'a' && one <= 'z' && two >= 'A' && two <= 'Z');
  }

  private static boolean continuesNumber(int next, int beyond) {
    return isDigit(next) || (next == '.' && isDigit(beyond));
  }

  /** The character at {@code at} in the pattern's unit; -1 outside the stream. */
  private int character(byte[] buffer, int at, int end) {
    int width = unit == Unit.BYTE ? 1 : 2;
    if (at < 0 || at + width > end) {
      return -1;
    }
    return switch (unit) {
      case BYTE -> buffer[at] & 0xFF;
      case UTF_16_LITTLE -> (buffer[at + 1] & 0xFF) << 8 | (buffer[at] & 0xFF);
      case UTF_16_BIG -> (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF);
    };
  }

  static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
