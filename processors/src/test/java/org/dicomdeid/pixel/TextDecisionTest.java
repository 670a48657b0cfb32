/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomdeid.codec.Box;
import org.dicomdeid.pixel.TextDecision.Verdict;
import org.dicomdeid.profile.PixelPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecisionTest {

  private static final BurnedIdentifiers PATIENT =
      BurnedIdentifiers.of(
          List.of("Gain^Ludmila"),
          List.of("4508712", "77"),
          List.of("19740312"),
          List.of(),
          List.of());

  private static FoundText found(String lines, double sure, String page, double pageSure) {
    return new FoundText(
        new Box(0, 0, 60, 14),
        0.9,
        List.of(new Reading("pp-ocr", lines, sure), new Reading("tesseract", page, pageSure)));
  }

  private static FoundText found(String text) {
    return found(text, 0.97, text, 0.9);
  }

  private static Verdict text(FoundText found) {
    return new TextDecision(PixelPolicy.REDACT_TEXT, PATIENT).decide(found);
  }

  private static Verdict identifiers(FoundText found) {
    return new TextDecision(PixelPolicy.REDACT_IDENTIFIERS, PATIENT).decide(found);
  }

  @Test
  void harmless_text_that_both_read_stays() {
    assertThat(text(found("120 kVp"))).isEqualTo(Verdict.KEEP);
    assertThat(text(found("120 kVp", 0.9, "120kVp", 0.6))).isEqualTo(Verdict.KEEP);
    assertThat(text(found("MI: 0.8", 0.9, "mi 0.8", 0.6))).isEqualTo(Verdict.KEEP);
  }

  @Test
  void text_that_one_reads_otherwise_or_without_confidence_goes() {
    assertThat(text(found("120 kVp", 0.97, "Smith", 0.9))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("120 kVp", 0.97, "125 kVp", 0.9))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("120 kVp", 0.97, "", 0))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("L", 0.5, "L", 0.9))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("L", 0.97, "L", 0.2))).isEqualTo(Verdict.REDACT);
  }

  @Test
  void four_signs_that_both_read_alike_are_no_chance_however_sure_tesseract_is() {
    assertThat(text(found("72 Hz", 0.85, "72 Hz", 0.14))).isEqualTo(Verdict.KEEP);
    assertThat(text(found("72 Hz", 0.5, "72 Hz", 0.14))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("L", 0.85, "L", 0.14))).isEqualTo(Verdict.REDACT);
  }

  @Test
  void signs_that_the_edge_of_a_label_is_read_as_do_not_count() {
    assertThat(text(found("120 kVp", 0.97, "120 kVp |", 0.9))).isEqualTo(Verdict.KEEP);
    assertThat(text(found("W:400 L:40", 0.97, "[W:400 L:40", 0.9))).isEqualTo(Verdict.KEEP);
    assertThat(text(found("FOV 24 cm\u00B2", 0.97, "FOV 24 cm", 0.9))).isEqualTo(Verdict.KEEP);
    assertThat(text(found("120 kVp", 0.97, "120 kVp Smith|", 0.9))).isEqualTo(Verdict.REDACT);
  }

  @Test
  void a_box_that_may_hold_a_second_line_goes_unless_one_detection_is_flat() {
    Box box = new Box(0, 0, 60, 34);
    List<Reading> readings =
        List.of(new Reading("pp-ocr", "120 kVp", 0.97), new Reading("tesseract", "120 kVp", 0.9));
    assertThat(text(new FoundText(box, 0.9, readings))).isEqualTo(Verdict.REDACT);
    assertThat(text(new FoundText(box, new Box(2, 10, 56, 14), 0.9, readings, List.of())))
        .isEqualTo(Verdict.KEEP);
  }

  @Test
  void a_part_of_text_that_stays_does_not_go_for_being_read_worse() {
    TextDecision decision = new TextDecision(PixelPolicy.REDACT_TEXT, PATIENT);
    FoundText whole = found("120 kVp");
    List<FoundText> kept = List.of(whole);
    assertThat(decision.isPartOfKept(part(new Box(2, 2, 20, 10), "l2O"), kept)).isTrue();
    assertThat(decision.isPartOfKept(part(new Box(2, 2, 20, 10), "Ludmila"), kept)).isFalse();
    assertThat(decision.isPartOfKept(part(new Box(40, 2, 40, 10), "kVpx"), kept)).isFalse();
    assertThat(decision.isPartOfKept(whole, kept)).isFalse();
  }

  @Test
  void another_text_in_small_type_over_a_marker_that_stays_is_no_part_of_it() {
    TextDecision decision = new TextDecision(PixelPolicy.REDACT_TEXT, PATIENT);
    assertThat(decision.isPartOfKept(part(new Box(2, 2, 50, 10), "Okafor"), List.of(found("R"))))
        .isFalse();
    assertThat(
            decision.isPartOfKept(part(new Box(2, 2, 50, 10), "4471902"), List.of(found("MI 0.8"))))
        .isFalse();
  }

  private static FoundText part(Box box, String text) {
    return new FoundText(box, 0.9, List.of(new Reading("pp-ocr", text, 0.7)));
  }

  @Test
  void text_that_a_second_recogniser_did_not_read_goes() {
    Box box = new Box(0, 0, 10, 10);
    Reading one = new Reading("pp-ocr", "L", 0.99);
    assertThat(text(new FoundText(box, 0.9, List.of()))).isEqualTo(Verdict.REDACT);
    assertThat(text(new FoundText(box, 0.9, List.of(one)))).isEqualTo(Verdict.REDACT);
    assertThat(text(new FoundText(box, 0.9, List.of(one, one)))).isEqualTo(Verdict.REDACT);
  }

  @Test
  void a_look_that_named_somebody_is_enough_whatever_was_read_in_the_end() {
    FoundText level = found("120 kVp");
    for (String look : List.of("Ludmila", "120 Ludmila")) {
      assertThat(
              text(
                  new FoundText(
                      level.box(), level.line(), 0.9, level.readings(), List.of("120", look))))
          .isEqualTo(Verdict.REDACT);
    }
  }

  @Test
  void harmless_words_go_when_the_patient_bears_them() {
    assertThat(text(found("Gain 45"))).isEqualTo(Verdict.REDACT);
    assertThat(identifiers(found("Gain 45"))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("77"))).isEqualTo(Verdict.REDACT);
    assertThat(text(found("FOV 77 cm"))).isEqualTo(Verdict.KEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thorax with contrast",
        "L",
        "Gallstone",
        "Left kidney normal",
        "MR cervical",
        "DR 45",
        "3 of 12",
        "0 5 10 15",
        "100 200 300 400",
        "W:400 L:40",
        "Siemens",
        "Axial T2 4mm"
      })
  void text_that_names_nobody_stays_when_only_identifiers_go(String read) {
    assertThat(identifiers(found(read))).isEqualTo(Verdict.KEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ludmila",
        "LUDM1LA",
        "4508712",
        "12.03.1974",
        "01/02/2003",
        "3 Feb 2003",
        "10:31",
        "98765",
        "9B76S",
        "555-1234",
        "+49 221 47890",
        "x@y.org",
        "Dr Smith",
        "MR brown",
        "Mr. Jones",
        "Frau Meier",
        "Name:",
        "ID 7",
        "DOB",
        "MRN",
        "Pat: X",
        "City Hospital",
        "Klinikum Nord",
        "ID7",
        "Age 45Y",
        ""
      })
  void text_that_looks_identifying_goes_whoever_it_is(String read) {
    assertThat(identifiers(found(read))).isEqualTo(Verdict.REDACT);
  }

  @Test
  void a_place_is_settled_by_text_that_can_never_stay_or_by_two_in_a_row_that_had_to_go() {
    TextDecision decision = new TextDecision(PixelPolicy.REDACT_TEXT, PATIENT);
    FoundText name = found("Okonkwo");
    FoundText unsure = found("072 Hz", 0.5, "012 Hz", 0.9);
    FoundText harmless = found("72 Hz");
    assertThat(decision.isSettled(List.of(name))).isTrue();
    assertThat(decision.isSettled(List.of(unsure))).isFalse();
    assertThat(decision.isSettled(List.of(unsure, unsure))).isTrue();
    assertThat(decision.isSettled(List.of(unsure, harmless))).isFalse();
    assertThat(decision.isSettled(List.of(harmless, unsure))).isFalse();
    assertThat(
            new TextDecision(PixelPolicy.REDACT_IDENTIFIERS, PATIENT)
                .isSettled(List.of(name, name)))
        .isFalse();
  }

  @Test
  void one_reading_that_identifies_is_enough() {
    assertThat(identifiers(found("Thorax", 0.97, "Ludmila", 0.1))).isEqualTo(Verdict.REDACT);
    assertThat(identifiers(found("Thorax", 0.97, "10.10.2010", 0.1))).isEqualTo(Verdict.REDACT);
  }

  @Test
  void text_that_nobody_reads_with_confidence_goes() {
    assertThat(identifiers(found("Thorax", 0.4, "Thorux", 0.3))).isEqualTo(Verdict.REDACT);
    assertThat(identifiers(found("Thorax", 0.9, "", 0))).isEqualTo(Verdict.KEEP);
  }

  @Test
  void text_outside_of_the_allow_list_goes_when_all_text_goes() {
    assertThat(text(found("Thorax with gallstone"))).isEqualTo(Verdict.REDACT);
    assertThat(
            new TextDecision(PixelPolicy.BLANK_OUTSIDE_ULTRASOUND_REGIONS, PATIENT)
                .decide(found("Gallstone")))
        .isEqualTo(Verdict.REDACT);
  }

  @ParameterizedTest
  @EnumSource(
      value = PixelPolicy.class,
      names = {"KEEP", "REDACT_REGIONS_ONLY"})
  void a_policy_that_does_not_look_keeps_all(PixelPolicy policy) {
    assertThat(new TextDecision(policy, PATIENT).decide(found("Ludmila"))).isEqualTo(Verdict.KEEP);
  }
}
