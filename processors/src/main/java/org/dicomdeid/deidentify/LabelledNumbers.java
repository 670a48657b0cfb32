/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Set;

/** Cuts the numbers and dates that words introduce: "MRN no. 48 21 33", "DOB 3/57". */
final class LabelledNumbers {

  private static final String BEHIND_LABEL = " :#.=-\t/";
  private static final int FARTHEST = 4;

  /** Between a label and its number, folded. */
  private static final Set<String> STEPS =
      Set.of("is", "was", "no", "nr", "num", "number", "nummer", "numero", "ist", "lautet", "est");

  /** With a word for "number" behind them these are labels, folded. */
  private static final Set<String> OWNERS =
      Set.of(
          "patient",
          "patienten",
          "patients",
          "pat",
          "pt",
          "hospital",
          "hosp",
          "record",
          "case",
          "file",
          "chart",
          "fall",
          "dossier",
          "admission",
          "visit",
          "episode",
          "unit");

  private static final Set<String> NUMBER =
      Set.of("no", "nr", "num", "number", "nummer", "numero", "id");

  private static final Set<String> BORN =
      Set.of(
          "dob",
          "born",
          "birth",
          "birthdate",
          "birthday",
          "geb",
          "geboren",
          "geburtsdatum",
          "gebdat",
          "gebdatum",
          "naissance",
          "nato",
          "nata",
          "nascita",
          "nacido",
          "nacida",
          "nacimiento",
          "nascimento",
          "fodt",
          "fodd",
          "geboortedatum");

  private static final Set<String> BORN_STEPS =
      Set.of("on", "am", "is", "was", "le", "el", "il", "the", "op", "den", "in", "date", "year");

  void cut(Segment segment) {
    for (int i = 0; i < segment.size(); i++) {
      Token token = segment.get(i);
      if (!token.isWord() || token.length > 14) {
        continue;
      }
      if (token.is(WordKind.NUMBER_LABEL)) {
        labelled(segment, i, i, 1);
      } else if (token.kinds != 0 || token.length < 9) {
        String folded = segment.folded(token);
        if (OWNERS.contains(folded) && isNumberWord(segment, i + 1)) {
          // "Patient no 2 views" counts; what names a patient has three digits or the full word.
          labelled(segment, i, i + 1, segment.get(i + 1).length > 3 ? 1 : 3);
        } else if (BORN.contains(folded)) {
          born(segment, i);
        }
      }
    }
  }

  private static boolean isNumberWord(Segment segment, int i) {
    return i < segment.size()
        && segment.joined(i - 1, " -")
        && segment.get(i).isWord()
        && segment.get(i).length <= 6
        && NUMBER.contains(segment.folded(segment.get(i)));
  }

  /** Cuts what a label introduces: the next token with a digit, and its further groups. */
  private static void labelled(Segment segment, int from, int label, int least) {
    int i = label + 1;
    while (i < segment.size()
        && i <= label + FARTHEST
        && segment.joined(i - 1, BEHIND_LABEL)
        && isStep(segment, i)) {
      i++;
    }
    if (i >= segment.size()
        || !segment.joined(i - 1, BEHIND_LABEL + "(+")
        || segment.get(i).isWord()
        || RecordNumbers.digits(segment, segment.get(i)) == 0) {
      return;
    }
    int last = i;
    int digits = RecordNumbers.digits(segment, segment.get(i));
    while (continues(segment, last)) {
      digits += segment.get(++last).length;
    }
    if (digits >= least) {
      segment.cut(from, last);
    }
  }

  private static boolean isStep(Segment segment, int i) {
    Token token = segment.get(i);
    return token.isWord()
        && (token.is(WordKind.NUMBER_LABEL)
            || token.is(WordKind.LABEL)
            || (token.length <= 3 && segment.only(i) == '-')
            || (token.length <= 8 && STEPS.contains(segment.folded(token))));
  }

  /** Whether the next token is one more group of the number; behind a space, no measure is. */
  private static boolean continues(Segment segment, int i) {
    if (i + 1 >= segment.size() || segment.gap(i) > 3) {
      return false;
    }
    Token next = segment.get(i + 1);
    if (segment.gap(i) == 1 && "-/._".indexOf(segment.only(i)) >= 0) {
      return !next.isWord();
    }
    boolean measure =
        i + 2 < segment.size()
            && segment.joined(i + 1, " ")
            && (segment.get(i + 2).is(WordKind.UNIT) || isLetter(segment.get(i + 2)));
    return next.isNumber() && segment.joined(i, " -/.()") && !measure;
  }

  private static boolean isLetter(Token token) {
    return token.isWord() && token.length == 1;
  }

  private static void born(Segment segment, int label) {
    int i = label + 1;
    while (i < segment.size()
        && i <= label + 2
        && segment.joined(i - 1, " :.,-=")
        && segment.get(i).isWord()
        && BORN_STEPS.contains(segment.folded(segment.get(i)))) {
      i++;
    }
    int first = i;
    boolean digits = false;
    while (i < segment.size()
        && i < first + 4
        && segment.joined(i - 1, " :./-_|,(*'\u2019=")
        && (!segment.get(i).isWord() || segment.get(i).is(WordKind.MONTH))) {
      digits |= !segment.get(i).isWord();
      i++;
    }
    if (digits && !(i < segment.size() && i == first + 1 && isMeasured(segment, i))) {
      segment.cut(label, i - 1);
    }
  }

  /** "Born 32 weeks". */
  private static boolean isMeasured(Segment segment, int unit) {
    return segment.joined(unit - 1, " -") && segment.get(unit).is(WordKind.UNIT);
  }
}
