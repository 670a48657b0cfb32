/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.List;
import java.util.Set;

/** Cuts people that a title introduces, and postal addresses. */
final class PeopleAndStreets {

  private static final String IN_NAME = " .,-'\u2019\t";

  /** Titles that mean nothing else. */
  private static final Set<String> BEFORE_NAMES =
      Set.of(
          ("dr drs dra doctor doktor docteur dott dottore prof professor professeur mr mrs miss"
                  + " herr frau hr mme mlle sra srta dhr mevr signora")
              .split(" ", -1));

  private static final List<String> STREET_ENDINGS =
      List.of(
          "str", "strasse", "weg", "gasse", "platz", "allee", "damm", "ring", "ufer", "straat",
          "laan", "plein", "gracht", "kade", "gata", "gatan", "gade", "vej", "vei", "vagen");

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (token.is(WordKind.TITLE)) {
        titled(segment, i);
      }
      if (token.is(WordKind.STREET) && i > 0) {
        street(segment, i);
      }
      if (token.isWord() && token.kinds == 0 && i + 1 < segment.size()) {
        numberedStreet(segment, i);
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
    boolean doubtful = token.is(WordKind.CLINICAL) && (token.upper || !token.capital);
    if ((doubtful || token.length == 1) && !point) {
      return;
    }
    int i = title + 1;
    boolean named = false;
    while (i < segment.size() && i <= title + 7 && segment.joined(i - 1, IN_NAME)) {
      Token next = segment.get(i);
      boolean initial =
          next.isWord() && next.length == 1 && next.capital && segment.after(i) == '.';
      boolean part = next.is(WordKind.PARTICLE) || next.is(WordKind.TITLE) || initial;
      boolean brief = !named && !doubtful && isBriefName(segment, i);
      if (!part && !brief && !isNameAfterTitle(next, named || doubtful)) {
        break;
      }
      named |= !part || brief;
      i++;
    }
    if (named) {
      segment.cut(title, i - 1);
    }
  }

  /** "Dr. Su", "Prof. Le": right behind such a title a short word is a name, whatever it means. */
  private static boolean isBriefName(Segment segment, int i) {
    Token next = segment.get(i);
    Token title = segment.get(i - 1);
    return next.isWord()
        && next.capital
        && !next.upper
        && next.length >= 2
        && next.length <= 3
        && !next.is(WordKind.TITLE)
        && title.length <= 9
        && BEFORE_NAMES.contains(segment.folded(title));
  }

  /** The first word after a title is a name though it may be a plain word: "Dr. Foley". */
  private static boolean isNameAfterTitle(Token next, boolean onlyUnknown) {
    boolean known =
        (next.kinds & WordKind.KEPT) != 0
            && (!next.is(WordKind.NAME_TOO) || (onlyUnknown && next.is(WordKind.EPONYM)));
    boolean modality = known && next.upper && next.length < 4;
    return next.isWord()
        && next.capital
        && (!next.is(WordKind.FUNCTION) || next.is(WordKind.NAME_TOO))
        && !(known && (onlyUnknown || modality));
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

  /** "Musterstr. 12", "Lindenweg 3a": the kind of street is part of the word. */
  private static void numberedStreet(Segment segment, int i) {
    Token number = segment.get(i + 1);
    if (number.isWord() || number.length > 4 || !segment.joined(i, " .")) {
      return;
    }
    String folded = segment.folded(segment.get(i));
    for (String kind : STREET_ENDINGS) {
      if (folded.length() > kind.length() + 2 && folded.endsWith(kind)) {
        segment.cut(i, i + 1);
        return;
      }
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
