/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** Cuts e-mail and network addresses, host names, UIDs and phone numbers. */
final class Contacts {

  private static final String IN_PHONE = " -./()\u00A0\u2011\u2013+";

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); ) {
      int last = chunkEnd(segment, i);
      if (isAddress(segment, i, last)) {
        segment.cut(i, last);
      }
      i = last + 1;
    }
    for (int i = 0; i < segment.size(); ) {
      i = segment.get(i).isNumber() ? phone(segment, i) : i + 1;
    }
  }

  /** The last token of a run that no space interrupts. */
  private static int chunkEnd(Segment segment, int first) {
    int i = first;
    while (i + 1 < segment.size() && !hasBreak(segment, i)) {
      i++;
    }
    return i;
  }

  private static boolean hasBreak(Segment segment, int i) {
    for (int at = segment.get(i).end; at < segment.get(i + 1).start; at++) {
      char c = segment.text.charAt(at);
      if (c <= ' ' || c == '\u00A0' || c == ',' || c == ';' || c == '(' || c == ')' || c == '<') {
        return true;
      }
    }
    return false;
  }

  private static boolean isAddress(Segment segment, int first, int last) {
    if (first == last) {
      return false;
    }
    int dots = 0;
    int colons = 0;
    boolean numbers = true;
    boolean unknown = false;
    for (int i = first; i < last; i++) {
      char only = segment.only(i);
      dots += only == '.' ? 1 : 0;
      colons += only == ':' ? 1 : 0;
      numbers &= segment.get(i).isNumber();
      unknown |= (segment.get(i).kinds & WordKind.KEPT) == 0;
      if (only == '@'
          || (segment.gap(i) == 3 && segment.text.startsWith("://", segment.get(i).end))) {
        return true;
      }
    }
    numbers &= segment.get(last).isNumber();
    int length = segment.get(last).end - segment.get(first).start;
    if (numbers) {
      return dots == last - first && (dots >= 4 || (dots == 3 && length >= 7));
    }
    if (colons == last - first && colons >= 5 && length <= 39) {
      return true;
    }
    boolean web =
        segment.get(first).length == 3 && "www".equals(segment.folded(segment.get(first)));
    boolean domain = segment.only(last - 1) == '.' && segment.get(last).is(WordKind.DOMAIN);
    return dots > 0 && (web || (domain && unknown));
  }

  /** Cuts a phone number that begins at a token; returns the index to go on from. */
  private static int phone(Segment segment, int first) {
    int last = first;
    int digits = segment.get(first).length;
    int longest = digits;
    boolean marked = "+(".indexOf(segment.before(first)) >= 0;
    boolean decimal = false;
    boolean pairs = digits == 2;
    boolean fourAndFour = true;
    while (last + 1 < segment.size()
        && segment.get(last + 1).isNumber()
        && segment.gap(last) <= 3
        && segment.joined(last, IN_PHONE)) {
      decimal |= segment.only(last) == '.' && segment.get(last).length < 3;
      fourAndFour &= segment.get(last).length == 4;
      last++;
      pairs &= segment.get(last).length == 2;
      digits += segment.get(last).length;
      longest = Math.max(longest, segment.get(last).length);
    }
    int groups = last - first + 1;
    fourAndFour &= segment.get(last).length == 4 && groups == 2;
    boolean plausible = digits >= 7 && digits <= 17 && groups >= 2 && longest >= 3 && !decimal;
    boolean international = segment.before(first) == '+' && digits >= 7;
    boolean inPairs = pairs && groups >= 4 && !isMatrix(segment, first, last);
    boolean dense = digits >= groups * 2;
    if (international
        || inPairs
        || (plausible && (marked || (dense && !fourAndFour && !isMatrix(segment, first, last))))) {
      segment.cut(first, last);
    }
    return last + 1;
  }

  /** Numbers that only spaces part and that are round, as of a matrix or a window. */
  private static boolean isMatrix(Segment segment, int first, int last) {
    for (int i = first; i <= last; i++) {
      Token token = segment.get(i);
      if ((i < last && segment.only(i) != ' ')
          || token.length > 4
          || (segment.value(token) % 8 != 0 && segment.value(token) % 10 != 0)) {
        return false;
      }
    }
    return true;
  }
}
