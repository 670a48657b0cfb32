/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.List;

/** What a list of words under profiles/vocabulary says about its words. */
enum WordKind {
  /** Harmless wherever it stands. */
  CLINICAL(
      1 << 0,
      "abbreviations anatomy dicom-words eponyms findings products protocols reports scripts"),
  /** Clinical words of languages that write compounds in one word. */
  COMPOUNDING(1 << 1, "german nordic-dutch"),
  /** Clinical words of other languages. */
  FOREIGN(1 << 2, "french italian portuguese spanish"),
  /** Joins other words; means nothing alone. */
  FUNCTION(1 << 3, "function-words"),
  /** May follow a number directly. */
  UNIT(1 << 4, "units"),
  /** A vocabulary word that is also a common name. */
  NAME_TOO(1 << 5, "names-too eponyms"),
  /** Never searched for as an identifier, though it may be unknown to the vocabulary. */
  PLAIN(1 << 6, "plain-words"),
  /** Stands where a name should and names nobody. */
  PLACEHOLDER(1 << 7, "placeholders"),
  /** Introduces a person. */
  TITLE(1 << 8, "titles"),
  /** Introduces an identifier, and goes with it. */
  LABEL(1 << 9, "labels"),
  /** Introduces a number that is an identifier whatever it looks like. */
  NUMBER_LABEL(1 << 10, "number-labels"),
  /** A month by name. */
  MONTH(1 << 11, "months"),
  /** The kind of a street. */
  STREET(1 << 12, "streets"),
  /** The kind of an institution. */
  PLACE(1 << 13, "places"),
  /** Nobiliary particle: part of the name that it stands next to. */
  PARTICLE(1 << 14, "particles"),
  /** Last label of a host name. */
  DOMAIN(1 << 15, "domains"),
  /** A surname that medicine uses as a word. */
  EPONYM(1 << 16, "eponyms"),
  /** Makes a clinical term of a name before it. */
  EPONYM_NOUN(1 << 17, "eponym-nouns");

  /** Kinds of words that stay in cleaned text. */
  static final int KEPT =
      CLINICAL.bit()
          | COMPOUNDING.bit()
          | FOREIGN.bit()
          | FUNCTION.bit()
          | UNIT.bit()
          | PLACE.bit();

  /** Kinds of words that are never searched for, because harmless values may hold them. */
  static final int COMMON =
      KEPT
          | PLAIN.bit()
          | PLACEHOLDER.bit()
          | STREET.bit()
          | MONTH.bit()
          | LABEL.bit()
          | TITLE.bit();

  /** Kinds of words with a meaning of their own that stay in cleaned text. */
  static final int MEANINGFUL = CLINICAL.bit() | COMPOUNDING.bit() | FOREIGN.bit() | UNIT.bit();

  private final int bit;
  private final String lists;

  WordKind(int bit, String lists) {
    this.bit = bit;
    this.lists = lists;
  }

  int bit() {
    return bit;
  }

  boolean in(int kinds) {
    return (kinds & bit) != 0;
  }

  /** Names of the files, without folder and extension. */
  List<String> lists() {
    return Pieces.between(lists, " ");
  }
}
