/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierSetTest {

  @Test
  void spells_names_in_every_order() {
    assertThat(IdentifierSet.builder().person("Krzyzanek^Ludmila^Aurelie^Dr").build().spellings())
        .contains(
            "Krzyzanek",
            "Ludmila",
            "Aurelie",
            "Krzyzanek^Ludmila",
            "Ludmila Krzyzanek",
            "Krzyzanek, Ludmila")
        .doesNotContain("Dr");
  }

  @Test
  void reads_every_component_and_group_of_a_name() {
    assertThat(
            IdentifierSet.builder()
                .person("Adamek^Jon^^^^Krzyzanek=Zzyzxova^Eva=Qorvath^Ida=Thistlewood^Uma")
                .build()
                .spellings())
        .contains("Krzyzanek", "Zzyzxova", "Qorvath", "Thistlewood");
  }

  @Test
  void spells_numbers_with_and_without_punctuation() {
    assertThat(
            IdentifierSet.builder()
                .number("123-45-6789")
                .contact("(555) 555-1234")
                .build()
                .spellings())
        .contains(
            "123-45-6789", "123456789", "123.45.6789", "123 45 6789", "5555551234", "555-555-1234");
  }

  @Test
  void spells_diacritics_and_ideographs() {
    assertThat(
            IdentifierSet.builder()
                .person("M\u00fcllerschmidt^J\u00f6rn=\u5C71\u7530^\u592A\u90CE")
                .build()
                .spellings())
        .contains(
            "M\u00fcllerschmidt",
            "mullerschmidt",
            "muellerschmidt",
            "\u5C71\u7530\u592A\u90CE",
            "\u5C71\u7530^\u592A\u90CE");
  }

  @Test
  void spells_places_as_phrases_and_distinctive_words() {
    assertThat(
            IdentifierSet.builder()
                .place("Larkmoor General Hospital")
                .place("48 Zzyzx Lane, Wexcombe")
                .build()
                .spellings())
        .contains("Larkmoor General Hospital", "Larkmoor", "48 Zzyzx Lane", "Wexcombe")
        .doesNotContain("General", "Hospital", "Lane");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Head",
        "Body",
        "Chest",
        "White",
        "Siemens",
        "Frame",
        "Male",
        "Test^Patient",
        "Anonymous",
        "CT",
        "Li",
        "Test",
        "Ng"
      })
  void never_searches_a_name_that_harmless_values_hold(String name) {
    assertThat(IdentifierSet.builder().person(name).build().spellings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "CT1", "0001", "12345", "081530", "20190312", "000000", "T2", "HEAD"})
  void never_searches_a_number_that_harmless_values_hold(String number) {
    assertThat(IdentifierSet.builder().number(number).host(number).build().spellings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Hospital", "Radiology", "General Hospital", "Emergency Department", "MR"})
  void never_searches_a_place_that_is_plain(String place) {
    assertThat(IdentifierSet.builder().place(place).build().spellings()).isEmpty();
  }

  @Test
  void searches_a_plain_name_only_together_with_the_other() {
    assertThat(IdentifierSet.builder().person("Head^Ludmila").build().spellings())
        .contains("Head^Ludmila", "Ludmila Head", "Ludmila")
        .doesNotContain("Head");
  }
}
