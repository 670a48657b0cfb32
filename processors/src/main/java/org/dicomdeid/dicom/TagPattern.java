/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.Optional;

/**
 * A tag, or a family of tags as the standard writes it: {@code (60xx,4000)}, where an x stands for
 * any hexadecimal digit.
 *
 * @param value the fixed digits, zero where the pattern is open
 * @param mask the bits that are fixed
 */
public record TagPattern(int value, int mask) {

  /** Reads {@code (gggg,eeee)} with digits or x; empty when the text is neither. */
  public static Optional<TagPattern> parse(String text) {
    if (text.length() != 11
        || text.charAt(0) != '('
        || text.charAt(5) != ','
        || text.charAt(10) != ')') {
      return Optional.empty();
    }
    int value = 0;
    int mask = 0;
    for (int i = 1; i < 10; i++) {
      char c = text.charAt(i);
      if (i == 5) {
        continue;
      }
      int digit = Character.digit(c, 16);
      boolean open = c == 'x' || c == 'X';
      if (digit < 0 && !open) {
        return Optional.empty();
      }
      value = value << 4 | (open ? 0 : digit);
      mask = mask << 4 | (open ? 0 : 0xF);
    }
    return Optional.of(new TagPattern(value, mask));
  }

  public boolean matches(int tag) {
    return (tag & mask) == value;
  }

  /** Whether exactly one tag matches. */
  public boolean isExact() {
    return mask == -1;
  }

  /** As the standard writes it, x for an open digit. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Tag.format(value));
    for (int digit = 0; digit < 8; digit++) {
      if ((mask >>> (28 - 4 * digit) & 0xF) == 0) {
        text.setCharAt(digit < 4 ? digit + 1 : digit + 2, 'x');
      }
    }
    return text.toString();
  }
}
