/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** Cuts the object's own identifiers: names in any order and inflection, numbers, places. */
final class OwnIdentifiers {

  private static final String BETWEEN_DIGITS = "-./ _:()@,*|\u2011\u2013";
  private static final String[] GLUED_TITLES = {"dr", "mr", "mrs", "ms", "pt", "prof", "pat"};
  private static final String BETWEEN_NAMES = " ,.;^'\u2019-\u2010\u2011\t()_&=";

  // Endings of the genitive, plural and declension; German, English, Slavic, Nordic.
  private static final WordTable ENDINGS = new WordTable(32);

  static {
    for (String ending :
        "s es n en ns a e em om ovi u y ow ego emu ova ovi eva owa ovna ski ska ich ens ers"
            .split(" ", -1)) {
      ENDINGS.add(Folding.hash(ending), 1);
    }
  }

  private final IdentifierSet identifiers;
  private final boolean kept;

  /**
   * @param kept whether the text is of an attribute that a profile keeps, so that plain words stay
   */
  OwnIdentifiers(IdentifierSet identifiers, boolean kept) {
    this.identifiers = identifiers;
    this.kept = kept;
  }

  void cut(Segment segment) {
    if (identifiers.isEmpty()) {
      return;
    }
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (token.isNumber() || token.kind == Token.Kind.MIXED || !kept || token.length > 3) {
        number(segment, i);
      }
      if (!token.isNumber()) {
        name(segment, token);
      }
      phrase(segment, i);
    }
    neighbours(segment);
  }

  private void name(Segment segment, Token token) {
    int bits = identifiers.names.get(token.hash);
    if (bits == 0) {
      bits = inflected(segment, token);
    }
    int alone = kept ? IdentifierSet.DISTINCT : IdentifierSet.SOLID;
    boolean capitalName =
        !kept && bits != 0 && token.capital && token.length > 2 && token.is(WordKind.NAME_TOO);
    capitalName |= isShortName(bits, token.capital, token.upper);
    if ((bits & alone) != 0 || capitalName || isGluedToName(segment, token, alone)) {
      token.cutOwn();
    } else if (token.wide) {
      String folded = segment.folded(token);
      for (String name : identifiers.wideNames) {
        if (folded.contains(name)) {
          token.cutOwn();
        }
      }
    }
  }

  private static boolean isShortName(int bits, boolean capital, boolean upper) {
    return capital
        && ((bits & IdentifierSet.SHORT) != 0
            || ((bits & IdentifierSet.TITLE_CASE) != 0 && !upper));
  }

  /** "SMITH2", "DrSmith", "WU1". */
  private boolean isGluedToName(Segment segment, Token token, int alone) {
    for (String run : LetterRuns.of(segment, token)) {
      String folded = Folding.fold(run);
      int bits = identifiers.names.get(Folding.hash(folded));
      boolean upper = Character.isUpperCase(run.charAt(run.length() - 1));
      if ((folded.length() >= 3 && (bits & alone) != 0)
          || isShortName(bits, Character.isUpperCase(run.charAt(0)), upper)) {
        return true;
      }
    }
    return token.kinds == 0 && token.isWord() && token.length <= 40 && isTitled(segment, token);
  }

  /** "DRSMITH", "mrsmith". */
  private boolean isTitled(Segment segment, Token token) {
    String folded = segment.folded(token);
    for (String title : GLUED_TITLES) {
      if (folded.length() >= title.length() + 3
          && folded.startsWith(title)
          && (identifiers.names.get(Folding.hash(folded.substring(title.length())))
                  & IdentifierSet.DISTINCT)
              != 0) {
        return true;
      }
    }
    return false;
  }

  private int inflected(Segment segment, Token token) {
    if (token.length < 5 || token.length > 40 || token.wide) {
      return 0;
    }
    int bits = identifiers.names.get(token.stem) | identifiers.names.get(token.shortStem);
    if (bits == 0 && token.length < 7) {
      return 0;
    }
    String folded = segment.folded(token);
    long hash = Folding.SEED;
    for (int i = 1; i < folded.length(); i++) {
      hash = Folding.step(hash, folded.charAt(i - 1));
      int name = i >= 4 && folded.length() - i <= 4 ? identifiers.names.get(hash) : 0;
      if (name != 0 && ENDINGS.get(Folding.hash(folded.substring(i))) != 0) {
        return token.kinds == 0 || folded.endsWith("s") ? name : 0;
      }
    }
    return 0;
  }

  private void number(Segment segment, int first) {
    for (String number : identifiers.numbers) {
      boolean brief = number.length() < 4 || (number.length() == 4 && !NameWords.isDigits(number));
      if (kept && brief) {
        continue;
      }
      int last = matched(segment, first, number);
      if (last >= 0 && !(kept && number.length() == 4 && last > first)) {
        for (int i = first; i <= last; i++) {
          segment.get(i).cutOwn();
        }
      }
    }
  }

  /** The index of the last token of a number that begins at a token, or -1. */
  private static int matched(Segment segment, int first, String number) {
    int done = 0;
    for (int i = first; i < segment.size(); i++) {
      Token token = segment.get(i);
      int length = token.end - token.start;
      if (done == 0 && length > number.length()) {
        return length < 200 && holds(segment, token, number) ? i : -1;
      }
      if (length > number.length() - done
          || !segment.text.regionMatches(true, token.start, number, done, length)) {
        return -1;
      }
      done += length;
      if (done == number.length()) {
        return i == first && number.length() < 5 && isMeasure(segment, i) ? -1 : i;
      }
      if (segment.gap(i) > 3 || !segment.joined(i, BETWEEN_DIGITS)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean holds(Segment segment, Token token, String number) {
    int length = number.length();
    for (int at = token.start; at + length <= token.end; at++) {
      if (segment.text.regionMatches(true, at, number, 0, length)) {
        boolean zeros =
            token.isNumber() && at + length == token.end && isZero(segment.text, token.start, at);
        boolean bounded =
            token.kind == Token.Kind.MIXED
                && !isDigit(segment, token, at - 1)
                && !isDigit(segment, token, at + length);
        if (length >= 6 || (length >= 5 && bounded) || (length >= 4 && zeros)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(Segment segment, Token token, int at) {
    return at >= token.start && at < token.end && Character.isDigit(segment.text.charAt(at));
  }

  /** A short number with a unit or a fraction is a measure, whatever the patient's number is. */
  private static boolean isMeasure(Segment segment, int i) {
    if (!segment.get(i).isNumber()) {
      return false;
    }
    boolean unit = segment.joined(i, " ") && segment.get(i + 1).is(WordKind.UNIT);
    boolean fraction =
        segment.only(i) == '.' && i + 1 < segment.size() && segment.get(i + 1).isNumber();
    return unit
        || fraction
        || (i > 0 && segment.only(i - 1) == '.' && segment.get(i - 1).isNumber());
  }

  private void phrase(Segment segment, int first) {
    for (long[] phrase : identifiers.places) {
      if (segment.get(first).hash != phrase[0] || first + phrase.length > segment.size()) {
        continue;
      }
      int i = 1;
      while (i < phrase.length && segment.get(first + i).hash == phrase[i]) {
        i++;
      }
      if (i == phrase.length) {
        for (int k = first; k < first + i; k++) {
          segment.get(k).cutOwn();
        }
      }
    }
  }

  /** Lets weak name words, initials and further words of a place go beside what is gone. */
  private void neighbours(Segment segment) {
    for (int i = 1; i < segment.size(); i++) {
      beside(segment, i, i - 1, i - 1);
    }
    for (int i = segment.size() - 2; i >= 0; i--) {
      beside(segment, i, i + 1, i);
    }
    pairs(segment);
    titled(segment);
  }

  /** A weak word right behind a title is a name: "Mrs. An". */
  private void titled(Segment segment) {
    for (int i = 1; i < segment.size(); i++) {
      Token token = segment.get(i);
      Token title = segment.get(i - 1);
      if (!token.cut
          && isWeakName(token)
          && title.is(WordKind.TITLE)
          && !(title.upper && title.is(WordKind.CLINICAL))
          && segment.joined(i - 1, " .")) {
        token.cutOwn();
      }
    }
  }

  private void beside(Segment segment, int index, int neighbour, int gap) {
    Token token = segment.get(index);
    if (token.cut || !segment.get(neighbour).own || !segment.joined(gap, BETWEEN_NAMES)) {
      return;
    }
    int bits = identifiers.names.get(token.hash);
    boolean initial = token.isWord() && token.length == 1 && isInitial(segment, token);
    if (bits != 0 || initial || (token.is(WordKind.PARTICLE) && !token.is(WordKind.FUNCTION))) {
      token.cutOwn();
    }
  }

  /** Two weak words side by side are a name: "Head, Young". */
  private void pairs(Segment segment) {
    for (int i = 0; i + 1 < segment.size(); i++) {
      Token one = segment.get(i);
      Token two = segment.get(i + 1);
      if (!one.cut && !two.cut && areName(segment, one, two) && segment.joined(i, BETWEEN_NAMES)) {
        one.cutOwn();
        two.cutOwn();
      }
    }
  }

  /** "Head, Young"; "YOUNG M" of Young^Mark. */
  private boolean areName(Segment segment, Token one, Token two) {
    if (isWeakName(one)) {
      return (isWeakName(two) && one.hash != two.hash) || isInitialBeside(segment, two, one);
    }
    return isWeakName(two) && isInitialBeside(segment, one, two);
  }

  /** Whether a letter is the initial of another name than the weak word beside it. */
  private boolean isInitialBeside(Segment segment, Token letter, Token weak) {
    return letter.isWord()
        && letter.length == 1
        && letter.capital
        && weak.capital
        && weak.length > 2
        && isInitial(segment, letter)
        && Folding.simple(segment.text.charAt(letter.start))
            != Folding.simple(segment.text.charAt(weak.start));
  }

  private boolean isWeakName(Token token) {
    int bits = identifiers.names.get(token.hash);
    return (bits & (IdentifierSet.SOLID | IdentifierSet.WEAK)) != 0
        && (bits & IdentifierSet.PLACE) == 0
        && token.length > 1;
  }

  private boolean isInitial(Segment segment, Token token) {
    char letter = Folding.simple(segment.text.charAt(token.start));
    return letter >= 'a' && letter <= 'z' && (identifiers.initials >> (letter - 'a') & 1) != 0;
  }
}
