/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Set;

/** Cuts words that no list knows, and what only makes sense beside a word that is gone. */
final class UnknownWords {

  /** Words that introduce who did something. */
  private static final Set<String> DOERS =
      Set.of("by", "from", "per", "von", "durch", "par", "por", "da", "av", "af", "door");

  private final Vocabulary vocabulary;

  UnknownWords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  void cut(Segment segment) {
    for (Token token : segment.tokens) {
      if (!token.cut && token.isWord() && !isKnown(segment, token)) {
        token.cut = true;
      }
    }
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (!token.cut && token.isWord()) {
        beside(segment, i);
      }
    }
    labels(segment);
  }

  private boolean isKnown(Segment segment, Token token) {
    if ((token.kinds & WordKind.KEPT) != 0) {
      return true;
    }
    if (token.length == 1 && !token.wide) {
      return true;
    }
    if (segment.after(token) == '-' && vocabulary.isBeginning(token.hash)) {
      return true;
    }
    String text = segment.text(token);
    if (text.indexOf('\'') > 0 || text.indexOf('\u2019') > 0) {
      return isElision(text)
          || ((vocabulary.kinds(token.stem) & WordKind.KEPT) != 0 && text.endsWith("s"));
    }
    return vocabulary.formed(Folding.fold(text)) || isCamelCase(text);
  }

  /** "l'abdomen", "dell'anca": a function word of at most four letters and a known word. */
  private boolean isElision(String text) {
    int at = 0;
    while (at < text.length() && !Folding.isApostrophe(text.charAt(at))) {
      at++;
    }
    return at <= 5
        && at + 2 < text.length()
        && (at == 1 || WordKind.FUNCTION.in(vocabulary.kinds(Folding.fold(text.substring(0, at)))))
        && vocabulary.contains(text.substring(at + 1));
  }

  /** "HeadRoutine", "ThinSlice": each part known, none a mere letter or a common name. */
  private boolean isCamelCase(String text) {
    int from = 0;
    int parts = 0;
    for (int i = 1; i <= text.length(); i++) {
      boolean border =
          i == text.length()
              || (Character.isUpperCase(text.charAt(i))
                  && Character.isLowerCase(text.charAt(i - 1)));
      if (border) {
        String part = Folding.fold(text.substring(from, i));
        int kinds = vocabulary.kinds(part);
        if (part.length() < 2 || (kinds & WordKind.KEPT) == 0 || WordKind.NAME_TOO.in(kinds)) {
          return false;
        }
        from = i;
        parts++;
      }
    }
    return parts > 1;
  }

  private void beside(Segment segment, int i) {
    Token token = segment.get(i);
    boolean before = i > 0 && segment.get(i - 1).cut && isNameGap(segment, i - 1);
    boolean after = i + 1 < segment.size() && segment.get(i + 1).cut && isNameGap(segment, i);
    if (token.is(WordKind.NAME_TOO)) {
      token.cut =
          !isClinicalTerm(segment, i)
              && ((before && isNameWith(token, segment.get(i - 1)))
                  || (after && isNameWith(token, segment.get(i + 1)))
                  || isLonelyCapital(segment, i));
    } else if (token.length == 1 && token.capital && segment.after(i) == '.') {
      token.cut = (before && segment.get(i - 1).isWord()) || (after && segment.get(i + 1).isWord());
    }
  }

  /**
   * Whether a common name is one with the word beside it that goes. The names of the object's own
   * people are known in full, so beside them an eponym, or a word in lower case, is no part of the
   * name.
   */
  private static boolean isNameWith(Token token, Token gone) {
    if (!gone.isWord() || gone.is(WordKind.LABEL)) {
      return false;
    }
    boolean eponym = token.is(WordKind.EPONYM);
    return gone.own ? token.capital && !eponym : gone.capital || !eponym;
  }

  /**
   * "Baker cyst", "post-op": a known word makes a term of the name before it, or a hyphen joins
   * them.
   */
  private static boolean isClinicalTerm(Segment segment, int i) {
    if (i + 1 < segment.size() && !segment.get(i + 1).cut) {
      Token next = segment.get(i + 1);
      boolean known = (next.kinds & WordKind.MEANINGFUL) != 0;
      if (segment.only(i) == '-') {
        return known;
      }
      if (segment.only(i) == ' ' && next.is(WordKind.EPONYM_NOUN)) {
        return true;
      }
    }
    return i > 0
        && segment.only(i - 1) == '-'
        && !segment.get(i - 1).cut
        && (segment.get(i - 1).kinds & WordKind.MEANINGFUL) != 0;
  }

  /**
   * A common name in title case, with no clinical word on either side: "seen by Young". An eponym
   * only where a person does something: "history of Crohn" names none.
   */
  private static boolean isLonelyCapital(Segment segment, int i) {
    Token token = segment.get(i);
    if (!token.capital || token.upper || i == 0 || !segment.get(i - 1).is(WordKind.FUNCTION)) {
      return false;
    }
    boolean ofCompound = i > 1 && segment.only(i - 2) == '-'; // "follow-up"
    boolean told = !token.is(WordKind.EPONYM) || DOERS.contains(segment.folded(segment.get(i - 1)));
    return told
        && !ofCompound
        && !(i + 1 < segment.size() && (segment.get(i + 1).kinds & WordKind.MEANINGFUL) != 0);
  }

  private static boolean isNameGap(Segment segment, int gap) {
    return segment.joined(gap, " .,^'\u2019-");
  }

  /** A label right before something that is gone goes with it: "MRN:", "call", "Mr", "at". */
  private static void labels(Segment segment) {
    for (int i = segment.size() - 2; i >= 0; i--) {
      Token token = segment.get(i);
      boolean label =
          token.is(WordKind.LABEL) || token.is(WordKind.TITLE) || token.is(WordKind.NUMBER_LABEL);
      boolean modality = token.upper && token.is(WordKind.CLINICAL);
      if (!token.cut
          && label
          && !modality
          && segment.get(i + 1).cut
          && segment.joined(i, " :.#=\t(")) {
        token.cut = true;
      }
    }
  }
}
