/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes identifiers apart into the words, phrases and compact numbers that text is compared with.
 */
final class NameWords {

  /** Kinds of words that ordinary text writes in title case. */
  private static final int AMBIGUOUS =
      WordKind.FUNCTION.bit()
          | WordKind.PARTICLE.bit()
          | WordKind.FOREIGN.bit()
          | WordKind.COMPOUNDING.bit()
          | WordKind.TITLE.bit()
          | WordKind.LABEL.bit()
          | WordKind.MONTH.bit();

  private final Vocabulary vocabulary;
  private final WordTable table = new WordTable(64);
  private final Set<String> wide = new LinkedHashSet<>();
  private final List<long[]> phrases = new ArrayList<>();
  private int initials;

  NameWords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  WordTable table() {
    return table;
  }

  /** Bit n is set when a name begins with the n-th letter. */
  int initials() {
    return initials;
  }

  List<String> wideNames() {
    return List.copyOf(wide);
  }

  List<long[]> phrases() {
    return phrases;
  }

  void person(String value) {
    for (PersonName name : PersonName.groups(value)) {
      List<String> folded = new ArrayList<>();
      for (String word : name.words()) {
        String whole = Folding.fold(word);
        for (String part : Pieces.words(whole)) {
          if (!part.isEmpty()) {
            nameWord(part);
            folded.add(part);
          }
        }
        apostrophes(word);
        String joined = Pieces.compact(whole);
        if (!joined.equals(whole)) {
          nameWord(joined);
        }
      }
      joined(Folding.fold(String.join("", name.family())), name.given());
      if (folded.size() > 1 && folded.size() < 7 && isWide(folded.get(0))) {
        wide.add(String.join("", folded));
      }
    }
  }

  /** "O BRIEN" of "O'Brien". */
  private void apostrophes(String word) {
    List<String> parts = Pieces.between(word, "'\u2019\u02BC`\u00B4");
    if (parts.size() > 1) {
      for (String part : parts) {
        for (String piece : words(part)) {
          nameWord(piece);
        }
      }
    }
  }

  private void nameWord(String folded) {
    int kinds = vocabulary.kinds(folded);
    if (folded.isEmpty() || WordKind.PLACEHOLDER.in(kinds)) {
      return;
    }
    char first = folded.charAt(0);
    if (first >= 'a' && first <= 'z') {
      initials |= 1 << (first - 'a');
    }
    if (isWide(folded)) {
      if (folded.length() > 1) {
        wide.add(folded);
      }
      table.add(Folding.hash(folded), IdentifierSet.DISTINCT | IdentifierSet.SOLID);
      return;
    }
    int bits = bits(folded, kinds);
    table.add(Folding.hash(folded), bits);
    for (String variant : umlauts(folded)) {
      table.add(Folding.hash(variant), (bits & ~IdentifierSet.DISTINCT) | distinct(variant));
    }
  }

  private int bits(String folded, int kinds) {
    boolean kept = (kinds & WordKind.KEPT) != 0;
    if (folded.length() == 2 && !vocabulary.isCommon(folded) && !WordKind.PARTICLE.in(kinds)) {
      return IdentifierSet.SOLID | IdentifierSet.WEAK | IdentifierSet.SHORT;
    }
    if (folded.length() == 2 && (kinds & AMBIGUOUS) == 0) {
      return IdentifierSet.WEAK | IdentifierSet.TITLE_CASE;
    }
    if (WordKind.FUNCTION.in(kinds)
        || WordKind.PARTICLE.in(kinds)
        || folded.length() < 2
        || (folded.length() == 2 && kept)) {
      return IdentifierSet.WEAK;
    }
    return IdentifierSet.SOLID | distinct(folded);
  }

  private int distinct(String folded) {
    return folded.length() >= 3 && !vocabulary.isCommon(folded)
        ? IdentifierSet.DISTINCT
        : IdentifierSet.WEAK;
  }

  /** "smithjohn", "johnsmith", "jsmith", "smithj", as log-ins and file names have them. */
  private void joined(String family, List<String> given) {
    if (family.length() < 3 || given.isEmpty() || isWide(family)) {
      return;
    }
    String first = Folding.fold(given.get(0));
    if (first.isEmpty()) {
      return;
    }
    for (String form :
        List.of(
            family + first, first + family, family + first.charAt(0), first.charAt(0) + family)) {
      if (form.length() >= 6 && !vocabulary.isCommon(form)) {
        table.add(Folding.hash(form), IdentifierSet.DISTINCT | IdentifierSet.SOLID);
      }
    }
  }

  void place(String value) {
    for (String line : Pieces.between(value, "\r\n,;\\")) {
      List<String> words = words(line);
      boolean distinct = false;
      boolean institution = false;
      for (String word : words) {
        int kinds = vocabulary.kinds(word);
        boolean known = (kinds & WordKind.KEPT) != 0;
        distinct |= !known || WordKind.STREET.in(kinds);
        institution |= WordKind.PLACE.in(kinds);
        int bits = IdentifierSet.PLACE;
        if (word.length() >= 3 && !vocabulary.isCommon(word) && !isDigits(word)) {
          bits |= IdentifierSet.DISTINCT | IdentifierSet.SOLID;
          for (String variant : umlauts(word)) {
            table.add(Folding.hash(variant), IdentifierSet.PLACE | IdentifierSet.SOLID);
          }
        }
        table.add(Folding.hash(word), bits);
        if (isWide(word) && word.length() > 1) {
          wide.add(word);
        }
      }
      if (words.size() > 1 && (distinct || institution)) {
        phrases.add(words.stream().mapToLong(Folding::hash).toArray());
      }
    }
  }

  void number(String value, Set<String> compact) {
    String folded = compact(value);
    if (folded.length() < 2 || WordKind.PLACEHOLDER.in(vocabulary.kinds(folded))) {
      return;
    }
    boolean digits = isDigits(folded);
    if ((!digits && isLetters(folded) && vocabulary.isCommon(folded))
        || (digits && folded.length() < 3)) {
      return;
    }
    compact.add(folded);
    if (digits && folded.charAt(0) == '0') {
      String bare = folded.replaceFirst("^0+", "");
      if (bare.length() >= 4) {
        compact.add(bare);
      }
    }
  }

  /** A date in the orders in which its digits are typed. */
  void date(String value, Set<String> compact, Set<String> years) {
    if (value.length() != 8 || !isDigits(value)) {
      return;
    }
    String year = value.substring(0, 4);
    String month = value.substring(4, 6);
    String day = value.substring(6);
    compact.add(value);
    compact.add(day + month + year);
    compact.add(month + day + year);
    years.add(year);
  }

  /** Whether each word of a station name or the like is plain: "CT", "MR SCANNER". */
  boolean isHarmless(String value) {
    for (String word : words(value)) {
      if (!isLetters(word) || !vocabulary.isCommon(word)) {
        return false;
      }
    }
    return true;
  }

  static String compact(String value) {
    return Pieces.compact(Folding.fold(value));
  }

  private static boolean isLetters(String text) {
    return text.chars().noneMatch(c -> c >= '0' && c <= '9');
  }

  static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static boolean isWide(String folded) {
    return folded.chars().anyMatch(c -> Character.isLetter(c) && !Folding.isLatin((char) c));
  }

  static List<String> words(String text) {
    return Pieces.words(Folding.fold(text));
  }

  /** "mueller" for "muller" cannot be known, but "muller" for "mueller" can. */
  private static List<String> umlauts(String folded) {
    String plain = folded.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    return plain.equals(folded) || plain.length() < 3 ? List.of() : List.of(plain);
  }
}
