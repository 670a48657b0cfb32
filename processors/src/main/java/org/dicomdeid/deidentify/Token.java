/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** One run of letters and digits in a text, and what became known of it. */
final class Token {

  /** What a token is made of. */
  enum Kind {
    WORD,
    NUMBER,
    MIXED
  }

  final int start;
  final int end;
  final Kind kind;

  /** Hash of the folded spelling, and of the spelling without its last one or two letters. */
  final long hash;

  final long stem;
  final long shortStem;

  /** Letters and digits of the folded spelling. */
  final int length;

  /** Whether the first letter is upper case; whether all letters are. */
  final boolean capital;

  final boolean upper;

  /** Whether a letter is not of the Latin script. */
  final boolean wide;

  /** Bits of {@link WordKind}. */
  int kinds;

  /** Whether it goes; whether it goes as one of the object's own names or places. */
  boolean cut;

  boolean own;

  Token(
      int start,
      int end,
      Kind kind,
      long hash,
      long stem,
      long shortStem,
      int length,
      boolean capital,
      boolean upper,
      boolean wide) {
    this.start = start;
    this.end = end;
    this.kind = kind;
    this.hash = hash;
    this.stem = stem;
    this.shortStem = shortStem;
    this.length = length;
    this.capital = capital;
    this.upper = upper;
    this.wide = wide;
  }

  boolean is(WordKind wanted) {
    return wanted.in(kinds);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  void cutOwn() {
    cut = true;
    own = true;
  }
}
