/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** Puts together what stays of a segment, with one tidy separator wherever something went. */
final class Remainder {

  private static final String SEPARATORS = ",;:-/|+&.\u2013\u00B7";
  private static final String OPENERS = "([{<\u201C\u201E\u00AB";
  private static final String CLOSERS = ")]}>\u201D\u201D\u00BB";

  private final Segment segment;
  private final StringBuilder out;

  Remainder(Segment segment, StringBuilder out) {
    this.segment = segment;
    this.out = out;
  }

  void append() {
    int begin = out.length();
    int copied = 0;
    int gapFrom = -1;
    String left = "";
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (token.cut) {
        if (gapFrom < 0) {
          gapFrom = copied;
          // The plus of "+33 1 45" goes with the number.
          boolean plus = token.isNumber() && segment.before(i) == '+';
          left = segment.text.substring(copied, plus ? token.start - 1 : token.start);
        }
        continue;
      }
      if (gapFrom < 0) {
        out.append(segment.text, copied, token.end);
      } else {
        String right = segment.text.substring(segment.get(i - 1).end, token.start);
        between(left, gaps(gapFrom, token.start), right, out.length() == begin);
        out.append(segment.text, token.start, token.end);
        gapFrom = -1;
      }
      copied = token.end;
    }
    if (gapFrom < 0) {
      out.append(segment.text, copied, segment.text.length());
    } else if (out.length() > begin) {
      int last = segment.get(segment.size() - 1).end;
      end(gaps(gapFrom, segment.text.length()), segment.text.substring(last));
    }
  }

  /** What is no letter or digit in a stretch, in order. */
  private String gaps(int from, int to) {
    StringBuilder gaps = new StringBuilder();
    int at = from;
    for (Token token : segment.tokens) {
      if (token.start >= from && token.end <= to) {
        gaps.append(segment.text, at, token.start);
        at = token.end;
      }
    }
    return gaps.append(segment.text, at, to).toString();
  }

  private void between(String left, String all, String right, boolean first) {
    StringBuilder closing = new StringBuilder();
    StringBuilder opening = new StringBuilder();
    brackets(all, closing, opening);
    if (first) {
      out.append(opening);
      if (right.endsWith("+") && opening.length() == 0) {
        out.append('+');
      }
      return;
    }
    out.append(closing);
    String separator = separator(right);
    if (separator.isBlank() && closing.length() == 0) {
      separator = separator(left);
    }
    out.append(separator.isEmpty() ? " " : separator).append(opening);
  }

  /** The separator within a gap, or a space; without brackets, quotes and other marks. */
  private static String separator(String gap) {
    StringBuilder kept = new StringBuilder();
    boolean mark = false;
    for (int i = 0; i < gap.length(); i++) {
      char c = gap.charAt(i);
      boolean space = c == ' ' || c == '\t' || c == '\u00A0';
      if (space && (kept.length() == 0 || kept.charAt(kept.length() - 1) != ' ')) {
        kept.append(' ');
      } else if (!space && SEPARATORS.indexOf(c) >= 0 && !mark) {
        kept.append(c);
        mark = true;
      }
    }
    if (!mark) {
      return " ";
    }
    char last = kept.charAt(kept.length() - 1);
    return last == ',' || last == ';' || last == ':' || last == '.'
        ? kept.append(' ').toString()
        : kept.toString();
  }

  private void end(String all, String right) {
    StringBuilder closing = new StringBuilder();
    brackets(all, closing, new StringBuilder());
    out.append(closing);
    if (closing.length() == 0 && right.strip().equals(".")) {
      out.append('.');
    }
  }

  /** Brackets whose other half stands outside the gap. */
  private static void brackets(String all, StringBuilder closing, StringBuilder opening) {
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      int closer = CLOSERS.indexOf(c);
      if (OPENERS.indexOf(c) >= 0) {
        opening.append(c);
      } else if (closer >= 0) {
        int last = opening.length() - 1;
        if (last >= 0 && opening.charAt(last) == OPENERS.charAt(closer)) {
          opening.setLength(last);
        } else if (opening.length() == 0) {
          closing.append(c);
        }
      }
    }
  }
}
