/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;

/** A line, or a stretch of a very long line, cut into tokens; what is between tokens are gaps. */
final class Segment {

  final String text;
  final List<Token> tokens;

  private Segment(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  static Segment of(String text, Vocabulary vocabulary) {
    List<Token> tokens = new ArrayList<>();
    int length = text.length();
    for (int i = 0; i < length; ) {
      if (Character.isLetterOrDigit(text.charAt(i)) || Character.isSurrogate(text.charAt(i))) {
        Token token = read(text, i);
        token.kinds = vocabulary.kinds(token.hash);
        tokens.add(token);
        i = token.end;
      } else {
        i++;
      }
    }
    return new Segment(text, tokens);
  }

  int size() {
    return tokens.size();
  }

  Token get(int index) {
    return tokens.get(index);
  }

  String text(Token token) {
    return text.substring(token.start, token.end);
  }

  String folded(Token token) {
    return Folding.fold(text(token));
  }

  /** The value of a number of at most 9 digits, else -1. */
  int value(Token token) {
    if (!token.isNumber() || token.length > 9) {
      return -1;
    }
    int value = 0;
    for (int i = token.start; i < token.end; i++) {
      value = value * 10 + Character.digit(text.charAt(i), 10);
    }
    return value;
  }

  /** Length of the gap after a token, to the next token or the end. */
  int gap(int index) {
    return gapEnd(index) - get(index).end;
  }

  /** The only character of the gap after a token, or 0. */
  char only(int index) {
    return gap(index) == 1 ? text.charAt(get(index).end) : 0;
  }

  /** Whether there is a next token and the gap before it has no characters but these. */
  boolean joined(int index, String allowed) {
    if (index < 0 || index + 1 >= size()) {
      return false;
    }
    for (int i = get(index).end; i < get(index + 1).start; i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The character right before a token, or a space. */
  char before(int index) {
    int at = get(index).start - 1;
    return at < 0 ? ' ' : text.charAt(at);
  }

  /** The character right after a token, or a space. */
  char after(int index) {
    return after(get(index));
  }

  char after(Token token) {
    int at = token.end;
    return at >= text.length() ? ' ' : text.charAt(at);
  }

  void cut(int from, int to) {
    for (int i = from; i <= to; i++) {
      get(i).cut = true;
    }
  }

  private int gapEnd(int index) {
    return index + 1 < size() ? get(index + 1).start : text.length();
  }

  private static Token read(String text, int start) {
    long hash = Folding.SEED;
    long stem = hash;
    long shortStem = hash;
    int length = 0;
    int digits = 0;
    boolean lower = false;
    boolean wide = false;
    int i = start;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = (c >= '0' && c <= '9') || (c >= 0x80 && Character.isDigit(c));
      if (!digit && !(c < 0x80 ? isAsciiLetter(c) : isLetter(c))) {
        if (Folding.isMark(c)) {
          continue;
        }
        if (Folding.isApostrophe(c) && joinsLetters(text, i, start)) {
          continue;
        }
        break;
      }
      digits += digit ? 1 : 0;
      lower |= Character.isLowerCase(c);
      wide |= !digit && !Folding.isLatin(c);
      char simple = Folding.simple(c);
      String spelled = simple == 0 ? Folding.spelled(c) : null;
      for (int k = 0; k < (spelled == null ? 1 : spelled.length()); k++) {
        shortStem = stem;
        stem = hash;
        hash = Folding.step(hash, spelled == null ? simple : spelled.charAt(k));
        length++;
      }
    }
    Token.Kind kind =
        digits == 0 ? Token.Kind.WORD : digits == length ? Token.Kind.NUMBER : Token.Kind.MIXED;
    boolean capital = Character.isUpperCase(text.charAt(start));
    return new Token(
        start, i, kind, hash, stem, shortStem, length, capital, capital && !lower, wide);
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) || Character.isSurrogate(c);
  }

  private static boolean joinsLetters(String text, int at, int start) {
    return at > start
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at - 1))
        && Character.isLetter(text.charAt(at + 1));
  }
}
