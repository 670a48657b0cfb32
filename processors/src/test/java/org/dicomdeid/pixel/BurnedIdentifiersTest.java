/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurnedIdentifiersTest {

  private static final BurnedIdentifiers OBJECT =
      BurnedIdentifiers.of(
          List.of(
              "Krzyzanek^Ludmila^Aur\u00E9lie^Dr=\u5C71\u7530^\u592A\u90CE", "O'Brien^Se\u00E1n"),
          List.of("MRN-4508712", "ACC 2024/77131"),
          List.of("19740312", "20240229"),
          List.of("St. Hubertus Klinik", "Lindenstrasse 14, 50931 Koeln"),
          List.of("+49 221 4789031", "ludmila@example.org"));

  private static BurnedIdentifiers person(String name) {
    return BurnedIdentifiers.of(List.of(name), List.of(), List.of(), List.of(), List.of());
  }

  private static BurnedIdentifiers number(String number) {
    return BurnedIdentifiers.of(List.of(), List.of(number), List.of(), List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KRZYZANEK",
        "Krzyzanek, Ludmila",
        "ludmila krzyzanek",
        "KRZYZANEK^LUDMILA",
        "KrzyzanekLudmila",
        "L. Krzyzanek",
        "Krzyz",
        "zanek",
        "KRZYZ ANEK",
        "Krzyzanck",
        "LUDM1LA",
        "LudmiIa",
        "Ludrnila",
        "Luclmila",
        "Aurelie",
        "AUR\u00C9LIE",
        "OBrien",
        "O'BRIEN",
        "0'8rien",
        "Sean",
        "\u5C71\u7530",
        "K.L.A.",
        "KLA",
      })
  void tells_names_however_they_were_read(String read) {
    assertThat(OBJECT.matches(read)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4508712",
        "MRN 4508712",
        "45-08-712",
        "4S0B7I2",
        "45O87l2",
        "4508 712",
        "8712",
        "ID:4508712",
        "4508112",
        "202477131",
        "2024-77131",
        "77131",
        "0221 4789031",
        "478 90 31",
        "ludmila@example.org",
        "50931",
      })
  void tells_numbers_with_any_separators_and_cut(String read) {
    assertThat(OBJECT.matches(read)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"450", "No 871", "712"})
  void tells_groups_of_a_long_number(String read) {
    assertThat(OBJECT.matches(read)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"450 mA", "FOV 871 mm", "Im 34/120", "45", "451"})
  void measurements_and_other_numbers_are_no_groups(String read) {
    assertThat(OBJECT.matches(read)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.03.1974",
        "3/12/1974",
        "12/3/74",
        "1974-03-12",
        "19740312",
        "120374",
        "12 MAR 1974",
        "12-Mar-74",
        "12MAR1974",
        "Mar 12, 1974",
        "12. M\u00E4rz 1974",
        "12 mars 1974",
        "12 marzo 1974",
        "DOB 12.O3.l974",
        "DOB: 12/03/1974 F",
        "29 FEB 2024",
        "29.2.24",
        "29 f\u00E9vr 2024",
      })
  void tells_dates_in_any_order_and_language(String read) {
    assertThat(OBJECT.matches(read)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HUBERTUS", "St Hubertus", "Hubertu5 Klinik", "Lindenstrasse", "KOELN"})
  void tells_places_by_a_word(String read) {
    assertThat(OBJECT.matches(read)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L",
        "R",
        "120 kVp",
        "MI 0.8",
        "Gain 45",
        "W:400 L:40",
        "LAT",
        "SUPINE",
        "0 5 10 15",
        "FOV 24 cm",
        "3.5 MHz",
        "Abdomen",
        "12.3 cm",
        "Im 3/12",
        "PORTABLE",
        "13.04.1975",
        "Mueller",
        "SVR 90",
      })
  void does_not_match_what_is_not_the_objects(String read) {
    assertThat(OBJECT.matches(read)).isFalse();
  }

  @Test
  void a_marker_is_no_patient_with_a_short_name() {
    assertThat(person("Li^Wu").matches("L")).isFalse();
    assertThat(person("Li^Wu").matches("LI")).isTrue();
    assertThat(person("Li^Wu").matches("li wu")).isTrue();
    assertThat(person("Li^Wu").matches("LiWu")).isTrue();
    assertThat(person("Li^Wu").matches("LIVER")).isFalse();
    assertThat(person("L").matches("L")).isFalse();
    assertThat(person("L^R").matches("R")).isFalse();
    assertThat(person("Lee^R").matches("R")).isFalse();
    assertThat(person("Lee^R").matches("LEFT")).isFalse();
  }

  @Test
  void a_marker_matches_the_patient_who_is_called_just_so() {
    assertThat(person("Left^Ann").matches("Left")).isTrue();
    assertThat(person("Gain^Ann").matches("Gain 45")).isTrue();
    assertThat(person("Lefto^Ann").matches("Left")).isFalse();
    assertThat(person("Chester^Ann").matches("CHEST PA")).isFalse();
    assertThat(person("Kneel^Ann").matches("KNEE")).isFalse();
  }

  @Test
  void a_short_number_matches_only_by_itself() {
    assertThat(number("45").matches("45")).isTrue();
    assertThat(number("45").matches("Gain 45")).isFalse();
    assertThat(number("45").matches("45 dB")).isFalse();
    assertThat(number("1").matches("0 1 2 3")).isFalse();
    assertThat(number("CT").matches("CT")).isFalse();
    assertThat(number("4512").matches("MRN 4512")).isTrue();
  }

  @Test
  void the_year_alone_is_no_date() {
    assertThat(OBJECT.matches("1974")).isFalse();
  }

  @Test
  void nobody_matches_nothing() {
    assertThat(BurnedIdentifiers.none().matches("Smith 19740312")).isFalse();
    assertThat(OBJECT.matches("")).isFalse();
    assertThat(OBJECT.matches(" - ")).isFalse();
  }

  @Property(tries = 200)
  void one_wrong_character_does_not_hide_a_name(
      @ForAll @IntRange(min = 0, max = 8) int at,
      @ForAll @IntRange(min = 'A', max = 'Z') int wrong) {
    StringBuilder read = new StringBuilder("KRZYZANEK");
    read.setCharAt(at, (char) wrong);
    assertThat(OBJECT.matches(read.toString())).isTrue();
    assertThat(OBJECT.matches("Name: " + read + " F")).isTrue();
  }

  @Property(tries = 200)
  void judges_any_text_without_failing(@ForAll String text) {
    assertThat(BurnedIdentifiers.none().matches(text)).isFalse();
    assertThat(OBJECT.matches(text + " Krzyzanek")).isTrue();
  }

  @Test
  void a_title_in_the_wrong_component_is_no_name_where_it_is_a_technique_too() {
    assertThat(person("Haddowes^Dr").matches("DR 60 dB")).isFalse();
    assertThat(person("Haddowes^Dr").matches("Dr Haddowes")).isTrue();
    assertThat(person("Smith^Don").matches("DON")).isTrue();
  }
}
