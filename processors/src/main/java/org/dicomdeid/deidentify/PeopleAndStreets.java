/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** Cuts people that a title introduces, and postal addresses. */
final class PeopleAndStreets {

  private static final String IN_NAME = " .,-'\u2019\t";

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (token.is(WordKind.TITLE)) {
        titled(segment, i);
      }
      if (token.is(WordKind.STREET) && i > 0) {
        street(segment, i);
      }
      if (token.kind == Token.Kind.MIXED && i + 1 < segment.size()) {
        postcode(segment, i);
      }
    }
  }

  private static void titled(Segment segment, int title) {
    Token token = segment.get(title);
    boolean point = segment.after(title) == '.';
    // "MR", "DR", "MS" are modalities and a disease; "m" and "sr" are units.
    if ((token.is(WordKind.CLINICAL) && (token.upper || !token.capital) && !point)
        || (token.length == 1 && !point)) {
      return;
    }
    int i = title + 1;
    int named = 0;
    while (i < segment.size() && i <= title + 5 && segment.joined(i - 1, IN_NAME)) {
      Token next = segment.get(i);
      boolean particle = next.is(WordKind.PARTICLE) || next.is(WordKind.TITLE);
      boolean initial =
          next.isWord() && next.length == 1 && next.capital && segment.after(i) == '.';
      if (!particle && !initial) {
        boolean known = (next.kinds & WordKind.KEPT) != 0 && !next.is(WordKind.NAME_TOO);
        if (!next.isWord() || !next.capital || next.is(WordKind.FUNCTION) || (named > 0 && known)) {
          break;
        }
        if (known && next.upper && next.length < 4) {
          break;
        }
        named++;
      }
      i++;
    }
    if (named > 0) {
      segment.cut(title, i - 1);
    }
  }

  /** "12 Old Tannery Lane", "Rue de la Paix 5": from the number, or the capitalised words, on. */
  private static void street(Segment segment, int street) {
    int from = street;
    while (from > 0
        && from > street - 4
        && segment.joined(from - 1, " .'\u2019-")
        && segment.get(from - 1).isWord()
        && segment.get(from - 1).capital) {
      from--;
    }
    boolean numbered =
        from > 0
            && from < street
            && !segment.get(from - 1).isWord()
            && segment.get(from - 1).length <= 5
            && segment.joined(from - 1, " ,");
    if (numbered) {
      segment.cut(from - 1, street);
    }
  }

  /** A British or Canadian postcode: "SW1A 1AA", "K1A 0B6". */
  private static void postcode(Segment segment, int i) {
    Token one = segment.get(i);
    Token two = segment.get(i + 1);
    if (one.length < 2
        || one.length > 4
        || two.length != 3
        || two.kind != Token.Kind.MIXED
        || !one.capital
        || segment.only(i) != ' ') {
      return;
    }
    String inward = segment.text(two);
    boolean british =
        isDigit(inward.charAt(0)) && isUpper(inward.charAt(1)) && isUpper(inward.charAt(2));
    boolean canadian =
        isDigit(inward.charAt(0))
            && isUpper(inward.charAt(1))
            && isDigit(inward.charAt(2))
            && one.length == 3;
    boolean unit = WordKind.UNIT.in(Vocabulary.standard().kinds(Folding.fold(inward.substring(1))));
    if (canadian || (british && !unit)) {
      segment.cut(i, i + 1);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
