/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTextTest {

  private final AllowedText allowed = AllowedText.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L",
        "R",
        "left",
        "RT",
        "PA",
        "LAT",
        "R LAT",
        "AP SUPINE",
        "PORTABLE",
        "L MLO",
        "LPH",
        "LPF",
        "120 kVp",
        "120kVp",
        "kVp 120",
        "kVp: 120",
        "mA 200",
        "200 mA",
        "5 mAs",
        "MI 0.8",
        "MI: 0.8",
        "MI 1.2 TIS 0.4",
        "TIs 0.4",
        "FOV 24 cm",
        "Gain 45",
        "Gain: 45 %",
        "3.5 MHz",
        "0.5 mm",
        "12.3cm",
        "12,3 cm",
        "x1.5",
        "1.5x",
        "Zoom 1.5",
        "Zoom: 150%",
        "W:400 L:40",
        "W 400 / L 40",
        "WW 1500 WL -600",
        "WL:40/400",
        "W1500",
        "L40",
        "C50 W350",
        "TR 2000 TE 90",
        "TR: 2000.0",
        "TR 500 ms",
        "TE 14 ms TR 500 ms",
        "SL 5.0",
        "0.5 x 0.5 mm",
        "Im 3/12",
        "Im: 34/120",
        "34/120",
        "0 5 10 15",
        "5 10 15 20",
        "10",
        "15.5",
        "60 fps",
        "FR 45 Hz",
        "75 bpm",
        "DR 60 dB",
        "DR LAT",
        "HR 72 bpm",
        "Rt Kidney",
        "Rt. Kidney",
        "RT. BREAST",
        "Frame 12",
        "T2 FLAIR",
        "L5",
        "T12",
        "12.5 cm/s",
        "FA 15\u00B0",
        "CHEST PA",
        "Dist 12.3 mm",
        "+ Dist 12.3 mm",
      })
  void keeps_technique_laterality_and_scales(String text) {
    assertThat(allowed.allows(text)).isTrue();
    assertThat(allowed.couldAllow(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "...",
        "Smith",
        "L Smith",
        "SMITH L",
        "Gain 45 Smith",
        "12/03/1974",
        "12.03.74",
        "1974-03-12",
        "12 03 1974",
        "05 10 15",
        "19740312",
        "12 MAR 1974",
        "10:31",
        "10:31:45",
        "L 10:31",
        "10:31 AM",
        "3/12",
        "12/74",
        "12.03",
        "12345",
        "L 12345",
        "Gain 12345",
        "A1234",
        "L1234",
        "1974",
        "555-1234",
        "555 1234",
        "12 34",
        "Dr Smith",
        "X-14",
        "H-22",
        "MRN 4512",
        "ID 45",
        "DOB 12",
        "45 67 89 12",
        "L 45 46",
        "Ma",
        "Li",
        "Ali",
        "Rao",
        "Min",
        "a@b.c",
      })
  void lets_go_whatever_may_name_somebody(String text) {
    assertThat(allowed.allows(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I20 kVp",
        "12O KVP",
        "kvpl20",
        "MI O.8",
        "MIO.8",
        "Ga1n 45",
        "W:4OO L:4O",
        "5upine"
      })
  void asks_again_what_may_be_harmless_read_better(String text) {
    assertThat(allowed.couldAllow(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Smith", "Gain Smith", "Johnson^Anna", "St. Mary Hospital", ""})
  void does_not_ask_again_what_cannot_become_harmless(String text) {
    assertThat(allowed.couldAllow(text)).isFalse();
  }

  @Property(tries = 300)
  void no_date_is_kept_in_any_order_and_with_any_separator(
      @ForAll @IntRange(min = 1900, max = 2030) int year,
      @ForAll @IntRange(min = 1, max = 12) int month,
      @ForAll @IntRange(min = 1, max = 28) int day) {
    for (String separator : new String[] {"/", "-", ".", " ", "", ", "}) {
      for (String y : new String[] {String.valueOf(year), "%02d".formatted(year % 100)}) {
        String m = "%02d".formatted(month);
        String d = "%02d".formatted(day);
        for (String before : new String[] {"", "L ", "W:"}) {
          for (String[] order : new String[][] {{d, m, y}, {m, d, y}, {y, m, d}}) {
            assertThat(allowed.allows(before + String.join(separator, order))).isFalse();
          }
        }
      }
    }
  }

  @Property(tries = 300)
  void no_long_run_of_digits_is_kept(
      @ForAll @IntRange(min = 10_000) int number,
      @ForAll @AlphaChars @StringLength(max = 3) String a) {
    assertThat(allowed.allows(a + number)).isFalse();
    assertThat(allowed.allows(a + " " + number)).isFalse();
  }

  @Property(tries = 300)
  void judges_any_text_without_failing(@ForAll String text) {
    if (allowed.allows(text)) {
      assertThat(allowed.couldAllow(text)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dr. Angle",
        "Dr Wave",
        "Mr. Slice",
        "Dr. S. Heart",
        "Hr. Wave",
        "Fr Angle",
        "Sra. Slice",
        "SR. GRID",
        "Kidney Dr Wave",
        "S. Port",
        "Frame, A.",
        "Stat, Grid",
        "W 1961",
        "SE 1961",
        "F 63",
        "W63",
        "63 F",
        "No. 4711",
        "No 0916",
        "Table 4711",
        "B 4711",
        "L 4711",
        "ACQ 17/05",
        "Acq 17.05.",
        "TE 22.07.",
        "Page 12/03"
      })
  void harmless_words_in_the_shape_of_a_person_or_a_date_go(String text) {
    assertThat(allowed.allows(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DR 60 dB",
        "W 2000 L 500",
        "W:4000 L:1200",
        "WW 2000",
        "TR 2000",
        "TE 22.07",
        "Im 37/120",
        "R LAT",
        "AP ERECT"
      })
  void shapes_of_technique_stay(String text) {
    assertThat(allowed.allows(text)).isTrue();
  }
}
