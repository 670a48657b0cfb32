/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What identifies the people, places and things around one object. Built from its own attributes;
 * immutable.
 */
public final class IdentifierSet {

  /** A name word that goes wherever it stands, in text that is cleaned and in text that is kept. */
  static final int DISTINCT = 1;

  /** A name word that goes wherever it stands in text that is cleaned. */
  static final int SOLID = 2;

  /** A name word that goes only beside another name word of the object. */
  static final int WEAK = 4;

  /** A word of a place. */
  static final int PLACE = 8;

  /** A name word of two letters that no list knows: goes in upper case and in title case. */
  static final int SHORT = 16;

  /** A name word of two letters that is an abbreviation too: goes in title case. */
  static final int TITLE_CASE = 32;

  final WordTable names;
  final int initials;
  final List<String> wideNames;
  final List<String> numbers;
  final List<long[]> places;
  final Set<String> birthYears;
  private final Collection<String> spellings;

  private IdentifierSet(Builder builder) {
    Vocabulary vocabulary = Vocabulary.standard();
    NameWords words = new NameWords(vocabulary);
    SearchSpellings searched = new SearchSpellings(vocabulary);
    for (String person : builder.persons) {
      words.person(person);
      searched.person(person);
    }
    for (String place : builder.places) {
      words.place(place);
      searched.place(place);
    }
    Set<String> compact = new LinkedHashSet<>();
    for (String number : builder.numbers) {
      words.number(number, compact);
      searched.number(number);
    }
    for (String contact : builder.contacts) {
      words.number(contact, compact);
      searched.contact(contact);
    }
    for (String host : builder.hosts) {
      if (!words.isHarmless(host)) {
        words.number(host, compact);
      }
      searched.host(host);
    }
    for (String uid : builder.uids) {
      words.number(uid, compact);
      searched.uid(uid);
    }
    birthYears = new LinkedHashSet<>();
    for (String date : builder.dates) {
      words.date(date, compact, birthYears);
    }
    names = words.table();
    initials = words.initials();
    wideNames = words.wideNames();
    places = words.phrases();
    numbers = List.copyOf(compact);
    spellings = List.copyOf(searched.found());
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Every textual variant worth searching in the whole output, whatever its case: a hit means a
   * leak. What would also hit harmless values (plain, clinical or DICOM words, short or common
   * numbers) is not among them.
   */
  public Collection<String> spellings() {
    return spellings;
  }

  boolean isEmpty() {
    return names.size() == 0 && numbers.isEmpty() && wideNames.isEmpty() && places.isEmpty();
  }

  /** Collects identifiers; empty and blank values are ignored. */
  public static final class Builder {

    private final Set<String> persons = new LinkedHashSet<>();
    private final Set<String> numbers = new LinkedHashSet<>();
    private final Set<String> places = new LinkedHashSet<>();
    private final Set<String> contacts = new LinkedHashSet<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<String> uids = new LinkedHashSet<>();
    private final List<String> dates = new ArrayList<>();

    private Builder() {}

    /**
     * A PN value with all its component groups (PS3.5 6.2), one value of a multi-valued element.
     */
    public Builder person(String pn) {
      return add(persons, pn);
    }

    /** A number of a person or an order: MRN, accession, admission, SSN. */
    public Builder number(String id) {
      return add(numbers, id);
    }

    /** An institution, department, address or city; may hold several lines. */
    public Builder place(String text) {
      return add(places, text);
    }

    /** A phone number or an e-mail address. */
    public Builder contact(String text) {
      return add(contacts, text);
    }

    /** A station name, AE title or serial number. */
    public Builder host(String text) {
      return add(hosts, text);
    }

    public Builder uid(String uid) {
      return add(uids, uid);
    }

    /** A birth date or the like, YYYYMMDD: searched in free text only. */
    public Builder date(String da) {
      dates.add(da.strip());
      return this;
    }

    public IdentifierSet build() {
      return new IdentifierSet(this);
    }

    private Builder add(Set<String> to, String value) {
      String stripped = value.strip();
      if (!stripped.isEmpty()) {
        to.add(stripped);
      }
      return this;
    }
  }
}
