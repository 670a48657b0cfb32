/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {

  private static final IdentifierSet NOBODY = IdentifierSet.builder().build();
  private static final IdentifierSet SOMEBODY =
      IdentifierSet.builder()
          .person("Krzyzanek^Ludmila^Aurelie")
          .person("Foley^Mark")
          .person("O'Shaughnessy-van der Velde^J\u00fcrgen=\u5C71\u7530^\u592A\u90CE")
          .number("K20481733")
          .number("123-45-6789")
          .contact("(555) 555-1234")
          .contact("ludmila.k@nowhere.test")
          .place("St Orrin Infirmary")
          .place("48 Old Tannery Lane\r\nWexcombe")
          .host("CT1")
          .date("19570312")
          .build();

  private final TextCleaner cleaner = new TextCleaner(Vocabulary.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chest Ludmila Krzyzanek contrast | chest contrast
          KRZYZANEK, LUDMILA knee | knee
          knee - L. Krzyzanek - hip | knee - hip
          knee Krzyzanek L, hip | knee, hip
          krzyzanek^ludmila knee | knee
          Krzyzanek's knee (Ludmila) lateral | knee lateral
          pt ludmila krzyzanek axial | axial
          Foley catheter | catheter
          Velde van der hip | hip
          OShaughnessy hip | hip
          J\u00dcRGEN knee, juergen | knee
          \u5C71\u7530\u592A\u90CE chest | chest
          MRN:K20481733 chest | chest
          chest #K20481733 | chest
          SSN 123 45 6789 hip | hip
          call 555-555-1234 hip | hip
          ludmila.k@nowhere.test hip | hip
          chest at St Orrin Infirmary knee | chest knee
          48 Old Tannery Lane, Wexcombe knee | knee
          scan on CT1 knee | scan on knee
          born 1957 knee | knee
          """)
  void removes_own_identifiers_and_keeps_the_words_around_them(String text, String expected) {
    assertThat(cleaner.clean(text, SOMEBODY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          knee 12.03.2019 | knee
          knee 2019-03-12 lateral | knee lateral
          knee 3/12/19 | knee
          knee 12 March 2019, hip | knee, hip
          knee March 12th, 2019 | knee
          knee 12-Mar-2019 | knee
          knee 12MAR2019 | knee
          knee am 3. M\u00e4rz 2020 | knee am
          knee 20190312 | knee
          knee 03/2019 | knee
          knee +49 30 1234567 | knee
          knee (212) 555-0188 | knee
          knee jane.roe@example.org hip | knee hip
          knee https://pacs.example.org/study?id=4 hip | knee hip
          knee 192.168.1.20 hip | knee hip
          knee pacs7.zzyzx.local hip | knee hip
          knee MRN 123 hip | knee hip
          knee #B1234567 hip | knee hip
          knee 078-05-1120 hip | knee hip
          knee ACC-883412 hip | knee hip
          knee Dr. Young hip | knee hip
          knee Prof. Dr. med. Hans Grabowski hip | knee hip
          knee Mme Dupuis-Lafleur hip | knee hip
          knee 221 Baker Street hip | knee hip
          knee Musterstr. 12, 10115 hip | knee hip
          knee SW1A 1AA hip | knee hip
          knee 1.2.840.113619.2.55.3 hip | knee hip
          knee Tel 01 45 67 89 10; +45 12 34 56 78 | knee
          knee +33 1 45 67 89 10 hip | knee hip
          knee 06-12-34-56-78 hip | knee hip
          knee 06.12.34.56.78 hip | knee hip
          MRN no. 48 21 33 knee | knee
          MRN is 4821 knee | knee
          knee patient number 4821 hip | knee hip
          knee medical record number 4821 hip | knee medical hip
          knee patient id is 4821 hip | knee hip
          knee hospital no 4821 hip | knee hip
          MRN 4821 3 mm knee | 3 mm knee
          knee Tel. 555 12 34 hip | knee hip
          DOB 12_03_1957 knee | knee
          DOB 3/57 knee | knee
          DOB MAR 12 knee | knee
          DOB: 3 57, knee | knee
          knee 12_03_1957 hip | knee hip
          Dr. Su knee | knee
          Dr Ma knee | knee
          Dr. Dan, knee | knee
          Dr. Han knee | knee
          Dr. Le knee | knee
          Dr An knee | knee
          94 year old knee | knee
          94-year-old male | male
          94 y/o knee | knee
          94yo knee | knee
          94F knee | knee
          MRN # 48 21 33 2 mm | 2 mm
          knee 094Y | knee
          knee, aged 97 | knee
          knee 95 Jahre | knee
          95-j\u00e4hriger Patient, knee | Patient, knee
          knee 96 ans | knee
          """)
  void removes_patterns_of_anyone(String text, String expected) {
    assertThat(cleaner.clean(text, NOBODY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CT Thorax/Abdomen mit KM",
        "  T2 TSE  tra fs ",
        "2x2x5 mm, 120kV; 3T +C w/o (L4-L5)",
        "Hodgkin, Parkinson; Foley catheter - Swan-Ganz",
        "Baker cyst",
        "no contrast in may",
        "1.5 T, b1000",
        "DR chest; MS follow-up; MR brain",
        "T2N0M0, Gleason 3+4=7",
        "50 years, 2 of 3",
        "birth weight 3200 g, birth 32 weeks",
        "patient no 2 views",
        "ax_2_3_19 MR an hip",
        "89 years, 120 kV, 90 deg, 94 mm",
        "Sch\u00e4delbasis, Kniegelenk",
        "512x512 matrix 400 400 1000",
        "line one\r\nline two\r\n",
        ""
      })
  void returns_the_same_instance_when_nothing_was_cut(String text) {
    assertThat(cleaner.clean(text, NOBODY)).isSameAs(text);
  }

  @Test
  void removes_words_of_scripts_without_vocabulary() {
    assertThat(cleaner.clean("chest \u0418\u0432\u0430\u043D\u043E\u0432\u0430", NOBODY))
        .isEqualTo("chest");
    assertThat(cleaner.clean("chest \uAE40\uCCA0\uC218 CT", NOBODY)).isEqualTo("chest CT");
  }

  @Test
  void keeps_lines() {
    assertThat(cleaner.clean("knee Zzyzxova\r\nhip 12.03.2019\r\nchest", NOBODY))
        .isEqualTo("knee\r\nhip\r\nchest");
  }

  @Test
  void keeps_brackets_whose_other_half_stays() {
    assertThat(cleaner.clean("knee (lateral, Zzyzxova) hip", NOBODY))
        .isEqualTo("knee (lateral) hip");
    assertThat(cleaner.clean("knee (Zzyzxova) hip", NOBODY)).isEqualTo("knee hip");
  }

  @Test
  void a_common_name_goes_beside_an_unknown_word_and_stays_beside_a_clinical_one() {
    assertThat(cleaner.clean("Rose Zzyzxova knee", NOBODY)).isEqualTo("knee");
    assertThat(cleaner.clean("long axis, white matter", NOBODY))
        .isEqualTo("long axis, white matter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Knee Krzyzanek zzyzx 12.03.2019 | Knee zzyzx 12.03.2019
          Foley catheter | Foley catheter
          Foley, Mark catheter | catheter
          Protocol K20481733 | Protocol
          MR Head 1.2.3 | MR Head 1.2.3
          """)
  void kept_text_loses_only_own_identifiers(String text, String expected) {
    assertThat(cleaner.withoutIdentifiers(text, SOMEBODY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Smith^Ann | CHEST_SMITH2 | CHEST
          Smith^Ann | DrSmith knee | knee
          Smith^Ann | drsmith knee | knee
          Smith^Ann | PTSMITH knee | knee
          Smith^Ann | CTSmith2000 knee | knee
          Levy^Noa | LEVY1 CHEST | CHEST
          Khan^Omar | KHAN1957 CHEST | CHEST
          Wu^Li | CHEST WU | CHEST
          Wu^Li | Wu1 CHEST | CHEST
          Wu^Li | WU L CHEST | CHEST
          Ng^Ada | CHEST Ng | CHEST
          O'Brien^Una | CHEST O BRIEN | CHEST
          Young^Mark | YOUNG M CHEST | CHEST
          Young^Mark | Young, M. chest | chest
          Young^Mark | M. Young chest | chest
          """)
  void a_name_goes_however_it_is_glued_or_shortened(String name, String text, String expected) {
    IdentifierSet own = IdentifierSet.builder().person(name).build();
    assertThat(cleaner.withoutIdentifiers(text, own)).isEqualTo(expected);
    assertThat(cleaner.clean(text, own)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Wu^Li | wu chest NG tube Li
          Ng^Ada | NG tube 5 ng
          Young^Mark | YOUNG CHEST M
          Young^Mark | young m
          Smith^Ann | Blacksmith SMITHSON
          Head^Ada | HeadRoutine HEAD2
          """)
  void kept_text_keeps_what_only_looks_like_a_name(String name, String text) {
    IdentifierSet own = IdentifierSet.builder().person(name).build();
    assertThat(cleaner.withoutIdentifiers(text, own)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4821334 | knee 4,821,334 hip | knee hip
          4821334 | knee 4821*334 hip | knee hip
          00004821 | knee 4821 hip | knee hip
          4821 | knee 00004821 hip | knee hip
          4821 | knee 4821 hip | knee hip
          48213 | CHEST_P48213A | CHEST
          """)
  void a_number_goes_however_it_is_written(String number, String text, String expected) {
    IdentifierSet own = IdentifierSet.builder().number(number).build();
    assertThat(cleaner.withoutIdentifiers(text, own)).isEqualTo(expected);
    assertThat(cleaner.clean(text, own)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kha\u200Bn chest",
        "chest K\u00ADhan",
        "chest Kh\u200Dan",
        "chest\u200BKhan",
        "\u200EKhan\u200E chest",
        "chest 482\u200B1334"
      })
  void characters_that_do_not_show_hide_nothing(String text) {
    IdentifierSet own = IdentifierSet.builder().person("Kh\u200Ban^Omar").number("4821334").build();
    assertThat(cleaner.withoutIdentifiers(text, own)).isEqualTo("chest");
    assertThat(cleaner.clean(text, own)).isIn("chest", "");
  }

  @Test
  void characters_that_do_not_show_stay_where_nothing_is_cut() {
    String text = "Knie\u00ADgelenk\u200B chest";
    assertThat(cleaner.withoutIdentifiers(text, SOMEBODY)).isSameAs(text);
  }

  @Test
  void kept_text_keeps_a_short_host_name_and_a_measure() {
    IdentifierSet own = IdentifierSet.builder().host("MR01").number("2000").build();
    assertThat(cleaner.withoutIdentifiers("MR01 2000 ms", own)).isEqualTo("MR01 2000 ms");
  }

  @Test
  void kept_text_loses_ages_over_89() {
    assertThat(cleaner.withoutIdentifiers("94 year old, 50 years", NOBODY)).isEqualTo("50 years");
  }

  @Test
  void a_body_part_stays_in_kept_text_of_a_patient_who_bears_its_name() {
    IdentifierSet head = IdentifierSet.builder().person("Head^Ada").build();
    assertThat(cleaner.withoutIdentifiers("HEAD", head)).isEqualTo("HEAD");
    assertThat(cleaner.clean("CT head", head)).isEqualTo("CT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        "A ",
        "1 ",
        "1-",
        "@",
        "a@",
        "(",
        "a'",
        "1/",
        ". ",
        "Dr. A ",
        "12.",
        "Mr ",
        "#1",
        "May ",
        "\u5C71",
        "0 Aa St ",
        "MRN ",
        "K2048173 ",
        "a.b",
        "\uD83D\uDE00",
        "e\u0301"
      })
  void takes_linear_time_on_hostile_text(String piece) {
    String hostile = piece.repeat((1 << 20) / piece.length());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> cleaner.clean(hostile, SOMEBODY).length());
  }
}
