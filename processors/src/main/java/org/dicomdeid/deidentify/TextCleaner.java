/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Objects;

/**
 * Takes identifying words out of text and leaves the rest as it is (PS3.15 E.3.5, Clean
 * Descriptors). Immutable and safe for use by several threads; time is linear in the length of the
 * text.
 */
public final class TextCleaner {

  /** Longer lines are taken in stretches, so that memory stays bounded. */
  private static final int LONG = 16_384;

  private final Vocabulary vocabulary;
  private final Ages ages = new Ages();
  private final LabelledNumbers labelled = new LabelledNumbers();
  private final Contacts contacts = new Contacts();
  private final PeopleAndStreets people = new PeopleAndStreets();
  private final RecordNumbers records;
  private final UnknownWords unknown;

  public TextCleaner(Vocabulary vocabulary) {
    this.vocabulary = Objects.requireNonNull(vocabulary);
    this.records = new RecordNumbers(vocabulary);
    this.unknown = new UnknownWords(vocabulary);
  }

  /**
   * Keeps what is provably harmless: clinical vocabulary, function words, measures. Line structure
   * stays.
   *
   * @return the same instance when nothing was cut
   */
  public String clean(String text, IdentifierSet identifiers) {
    OwnIdentifiers own = new OwnIdentifiers(identifiers, false);
    Dates dates = new Dates(identifiers.birthYears);
    Cutter cutter =
        segment -> {
          own.cut(segment);
          people.cut(segment);
          ages.cut(segment);
          dates.cut(segment);
          contacts.cut(segment);
          labelled.cut(segment);
          records.cut(segment);
          unknown.cut(segment);
        };
    // A character that does not show may hide in a word; a word glued by its loss is unknown.
    String bare = withoutFormat(text);
    String cut = bare.length() == text.length() ? bare : inSegments(bare, cutter);
    return cut.equals(bare) ? inSegments(text, cutter) : cut;
  }

  /**
   * Cuts this object's own identifiers and ages over 89, and nothing else, from the text of an
   * attribute that a profile keeps. A name that is also a plain or clinical word goes only beside
   * another of the object's names.
   *
   * @return the same instance when nothing was cut
   */
  public String withoutIdentifiers(String text, IdentifierSet identifiers) {
    OwnIdentifiers own = new OwnIdentifiers(identifiers, true);
    Cutter cutter =
        segment -> {
          own.cut(segment);
          ages.cut(segment);
        };
    // A character that does not show may part words or hide in one.
    String cut = inSegments(text, cutter);
    String bare = withoutFormat(cut);
    if (bare.length() == cut.length()) {
      return cut;
    }
    String bareCut = inSegments(bare, cutter);
    return bareCut.equals(bare) ? cut : bareCut;
  }

  private interface Cutter {
    void cut(Segment segment);
  }

  private static String withoutFormat(String text) {
    int i = 0;
    while (i < text.length() && !Folding.isFormat(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder bare = new StringBuilder(text.length()).append(text, 0, i);
    for (; i < text.length(); i++) {
      if (!Folding.isFormat(text.charAt(i))) {
        bare.append(text.charAt(i));
      }
    }
    return bare.toString();
  }

  private String inSegments(String text, Cutter cutter) {
    StringBuilder out = null;
    int from = 0;
    while (from < text.length()) {
      int to = segmentEnd(text, from);
      Segment segment = Segment.of(text.substring(from, to), vocabulary);
      cutter.cut(segment);
      boolean cut = segment.tokens.stream().anyMatch(token -> token.cut);
      if (cut && out == null) {
        out = new StringBuilder(text.length()).append(text, 0, from);
      }
      if (cut) {
        new Remainder(segment, out).append();
      } else if (out != null) {
        out.append(segment.text);
      }
      from = to;
      while (from < text.length() && isLineBreak(text.charAt(from))) {
        if (out != null) {
          out.append(text.charAt(from));
        }
        from++;
      }
    }
    return out == null ? text : out.toString().strip();
  }

  private static int segmentEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !isLineBreak(text.charAt(i))) {
      char c = text.charAt(i);
      if ((i - from > LONG && c == ' ') || (i - from > 4 * LONG && !Character.isLetterOrDigit(c))) {
        return i;
      }
      i++;
    }
    return i;
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r' || c == '\f';
  }
}
