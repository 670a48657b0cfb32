/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;

/**
 * What the header of an object says of its people, numbers, dates and places, to be told in text
 * that was read from pixels. Immutable, safe for threads.
 *
 * <p>A read matches when it shows a name (a whole one, a part of four letters or more, initials; in
 * any order, split or glued, in any case, without accents), a number (with any separators, or four
 * of its characters in a row), a date (in any order and way to write it), a word of a place, or a
 * contact; each with one wrong character in five, and with what recognisers take for each other
 * counted as the same.
 *
 * <p>Words and labels that {@link AllowedText} knows match only a name that is written with just
 * the same letters, so that a marker L does not match a patient called Li, but "Left" matches one
 * called Left. A single letter and a number of fewer than four characters name nobody beside other
 * text: they match only as a whole read, and a single letter of a name not even then.
 */
public final class BurnedIdentifiers {

  private final BurnedNames names;
  private final BurnedPlaces places;
  private final BurnedNumbers numbers;
  private final BurnedDates dates;

  private BurnedIdentifiers(
      BurnedNames names, BurnedPlaces places, BurnedNumbers numbers, BurnedDates dates) {
    this.names = names;
    this.places = places;
    this.numbers = numbers;
    this.dates = dates;
  }

  /**
   * The identifiers of one object, as its header has them before it is de-identified.
   *
   * @param persons PN values with {@code ^} and {@code =}
   * @param numbers record, accession, social security and study numbers, names of stations
   * @param dates DA or DT values: birth, study, series, acquisition, content
   * @param places institutions, departments, addresses, cities
   * @param contacts telephone numbers, e-mail addresses
   */
  public static BurnedIdentifiers of(
      List<String> persons,
      List<String> numbers,
      List<String> dates,
      List<String> places,
      List<String> contacts) {
    return new BurnedIdentifiers(
        new BurnedNames(persons),
        new BurnedPlaces(places),
        new BurnedNumbers(numbers, places, contacts),
        new BurnedDates(dates));
  }

  /** Those of an object that tells nothing. */
  public static BurnedIdentifiers none() {
    return of(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** Whether a text shows any of them. */
  public boolean matches(String read) {
    ReadText text = ReadText.of(read);
    return !text.tokens().isEmpty()
        && (names.match(text) || places.match(text) || numbers.match(text) || dates.match(text));
  }
}
