/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryTest {

  private final Dictionary dictionary = Dictionary.standard();

  @Test
  void knows_an_attribute_by_tag_and_keyword() {
    assertThat(dictionary.find(0x00100010))
        .isEqualTo(new Dictionary.Entry("PatientName", "Patient's Name", "PN", "1", false));
    assertThat(dictionary.tagOf("PatientName")).hasValue(0x00100010);
    assertThat(dictionary.tagOf("NoSuchKeyword")).isEmpty();
  }

  @Test
  void takes_the_first_of_alternative_vrs() {
    assertThat(dictionary.vrOf(0x00280106)).isEqualTo(VR.US);
    assertThat(dictionary.vrOf(0x7FE00010)).isEqualTo(VR.OB);
  }

  @Test
  void understands_repeating_groups_and_lets_an_exact_tag_win() {
    assertThat(dictionary.find(0x60023000).keyword()).isEqualTo("OverlayData");
    assertThat(dictionary.vrOf(0x501E200C)).isEqualTo(VR.OB);
    assertThat(dictionary.find(0x7FE00010).keyword()).isEqualTo("PixelData");
    assertThat(dictionary.find(0x00203123)).isNotNull();
    assertThat(dictionary.tagOf("OverlayData")).isEmpty();
  }

  @Test
  void gives_group_lengths_UL_and_private_creators_LO_and_nothing_to_other_private_tags() {
    assertThat(dictionary.vrOf(0x00080000)).isEqualTo(VR.UL);
    assertThat(dictionary.vrOf(0x00090010)).isEqualTo(VR.LO);
    assertThat(dictionary.vrOf(0x00091010)).isNull();
    assertThat(dictionary.find(0x60013000)).as("an odd group is no overlay").isNull();
    assertThat(dictionary.vrOf(0x00099999 & 0xFFFEFFFF)).isNull();
    assertThat(dictionary.vrOf(Tag.ITEM)).isNull();
  }

  @Test
  void finds_every_row_again_by_its_own_tag() {
    assertThat(dictionary.tags()).hasSizeGreaterThan(5_000);
    for (int tag : dictionary.tags()) {
      Dictionary.Entry entry = dictionary.find(tag);
      assertThat(entry).as(Tag.format(tag)).isNotNull();
      if (!entry.keyword().isEmpty()) {
        assertThat(dictionary.tagOf(entry.keyword())).as(entry.keyword()).hasValue(tag);
      }
    }
  }

  @Test
  void writes_a_pattern_as_it_was_read() {
    assertThat(TagPattern.parse("(60xx,4000)").orElseThrow()).hasToString("(60xx,4000)");
    assertThat(TagPattern.parse("(0028,04x2)").orElseThrow()).hasToString("(0028,04x2)");
    assertThat(TagPattern.parse("(0010,001)")).isEmpty();
    assertThat(TagPattern.parse("(0010,00g0)")).isEmpty();
  }
}
