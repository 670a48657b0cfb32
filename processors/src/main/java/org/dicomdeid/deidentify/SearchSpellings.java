/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The spellings of identifiers for which a whole output is searched. A false hit costs a diagnosis,
 * so what a harmless value could hold is left out.
 */
final class SearchSpellings {

  private final Vocabulary vocabulary;
  private final Map<String, String> found = new LinkedHashMap<>();

  SearchSpellings(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Collection<String> found() {
    return found.values();
  }

  void person(String value) {
    for (PersonName name : PersonName.groups(value)) {
      List<String> words = new ArrayList<>();
      for (String word : name.words()) {
        if (!isPlaceholder(word)) {
          words.add(word);
        }
      }
      words.forEach(this::nameWord);
      combinations(name, words);
    }
  }

  private void nameWord(String word) {
    String folded = Folding.fold(word);
    int least = NameWords.isWide(folded) ? (isIdeographic(folded) ? 3 : 4) : 4;
    if (folded.length() >= least && !vocabulary.isCommon(folded)) {
      variants(word);
    }
    List<String> parts = Pieces.between(word, "-\u2010\u2011\u2012\u2013\u2014");
    if (parts.size() > 1) {
      for (String part : parts) {
        nameWord(part);
      }
    }
  }

  private void combinations(PersonName name, List<String> words) {
    if (name.family().isEmpty() || name.given().isEmpty() || words.size() < 2) {
      return;
    }
    String family = String.join(" ", name.family());
    String given = name.given().get(0);
    String folded = NameWords.compact(family + given);
    if (isIdeographic(folded)) {
      for (String between : List.of("", " ", "\u3000", "^")) {
        add(family + between + given);
      }
      return;
    }
    if (folded.length() < 5 || isPlaceholder(given) || isPlaceholder(family)) {
      return;
    }
    variants(family + "^" + given);
    if (words.stream().allMatch(word -> isHarmlessTogether(Folding.fold(word)))) {
      return;
    }
    variants(family + " " + given);
    variants(given + " " + family);
    variants(family + ", " + given);
    if (name.given().size() > 1) {
      variants(given + " " + name.given().get(1) + " " + family);
    }
  }

  /** Words that occur side by side in harmless text: vocabulary that is no common name as well. */
  private boolean isHarmlessTogether(String folded) {
    int kinds = vocabulary.kinds(folded);
    return ((kinds & WordKind.COMMON) != 0 && !WordKind.NAME_TOO.in(kinds))
        || vocabulary.formed(folded);
  }

  void number(String value) {
    String compact = NameWords.compact(value);
    if (!isTelling(compact)) {
      return;
    }
    add(value);
    add(compact);
    add(value.replace('-', '.'));
    add(value.replace('-', ' '));
    add(value.replace('.', '-'));
    add(value.replace(' ', '-'));
    add(value.replace(" ", ""));
    if (NameWords.isDigits(compact)) {
      add(inThousands(compact));
    }
  }

  /** "4,821,334", as spreadsheets write numbers. */
  private static String inThousands(String digits) {
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString();
  }

  /** Whether letters and digits are too many and too mixed to be found in a harmless value. */
  private boolean isTelling(String compact) {
    int digits = (int) compact.chars().filter(c -> c >= '0' && c <= '9').count();
    if (compact.chars().distinct().count() < 3 || vocabulary.isCommon(compact)) {
      return false;
    }
    if (digits == compact.length()) {
      return digits >= 6 && !isTime(compact) && !isDate(compact);
    }
    return (compact.length() >= 5 && digits >= 3) || (digits == 0 && compact.length() >= 5);
  }

  private static boolean isTime(String digits) {
    return digits.length() == 6
        && digits.compareTo("240000") < 0
        && digits.charAt(2) < '6'
        && digits.charAt(4) < '6';
  }

  private static boolean isDate(String digits) {
    if (digits.length() != 8 && digits.length() != 14) {
      return false;
    }
    int year = Integer.parseInt(digits.substring(0, 4));
    int month = Integer.parseInt(digits.substring(4, 6));
    int day = Integer.parseInt(digits.substring(6, 8));
    return year >= 1850 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  void contact(String value) {
    if (value.indexOf('@') > 0) {
      add(value);
      return;
    }
    String digits = value.replaceAll("[^0-9]", "");
    if (digits.length() < 7) {
      return;
    }
    add(digits);
    String groups = value.replaceAll("[^0-9]+", " ").strip();
    if (groups.indexOf(' ') > 0) {
      for (String between : List.of("-", ".", " ")) {
        add(groups.replace(" ", between));
      }
    }
    String bare = value.strip();
    if (bare.length() >= 7) {
      add(bare);
    }
  }

  void place(String value) {
    for (String line : Pieces.between(value, "\r\n\\")) {
      phrase(line.strip());
      if (line.indexOf(',') >= 0 || line.indexOf(';') >= 0) {
        for (String part : Pieces.between(line, ",;")) {
          phrase(part.strip());
        }
      }
    }
  }

  private void phrase(String phrase) {
    List<String> words = Pieces.words(phrase);
    boolean distinct = false;
    for (String word : words) {
      String folded = Folding.fold(word);
      boolean common = vocabulary.isCommon(folded) || NameWords.isDigits(folded);
      distinct |= !common && word.length() >= 3;
      if (!common && word.length() >= 5 && !hasDigit(word) && !NameWords.isWide(word)) {
        variants(word);
      }
    }
    if (distinct && phrase.length() >= 5) {
      variants(phrase);
    }
  }

  void host(String value) {
    String compact = NameWords.compact(value);
    boolean telling = false;
    for (String word : NameWords.words(value)) {
      telling |=
          !vocabulary.isCommon(word) && (isTelling(word) || (!hasDigit(word) && word.length() > 3));
    }
    if (telling && compact.length() >= 5) {
      add(value);
    }
  }

  void uid(String value) {
    if (value.length() >= 8) {
      add(value);
    }
  }

  /** As typed, without diacritics, and with German umlauts written out. */
  private void variants(String text) {
    add(text);
    if (text.chars().allMatch(c -> c < 0x80)) {
      if (text.indexOf('\'') >= 0) {
        add(text.replace("'", ""));
        add(text.replace('\'', ' '));
        add(text.replace('\'', '\u2019'));
      }
      return;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String spelled = lower.replace("\u00E4", "ae").replace("\u00F6", "oe").replace("\u00FC", "ue");
    if (!spelled.equals(lower)) {
      add(spelled);
    }
    add(Folding.fold(text));
  }

  private boolean isPlaceholder(String word) {
    return WordKind.PLACEHOLDER.in(vocabulary.kinds(Folding.fold(word)));
  }

  private static boolean isIdeographic(String folded) {
    return folded
        .chars()
        .anyMatch(
            c ->
                (c >= 0x1100 && c < 0x1200)
                    || (c >= 0x2E80 && c < 0xE000)
                    || (c >= 0xF900 && c < 0xFB00));
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private void add(String spelling) {
    if (spelling.length() > 1) {
      found.putIfAbsent(spelling.toLowerCase(Locale.ROOT), spelling);
    }
  }
}
