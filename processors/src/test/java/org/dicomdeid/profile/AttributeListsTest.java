/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.StandardTableFile;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;

class AttributeListsTest {

  private final Dictionary dictionary = Dictionary.standard();

  @Test
  void every_identifier_attribute_is_one_of_the_dictionary() {
    StandardTableFile file = StandardTableFile.read(IdentifierAttributes.FILE);
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      int tag = Tag.parse(file.cell(row, 0)).orElseThrow();
      assertThat(dictionary.tagOf(file.cell(row, 1))).as(file.cell(row, 1)).hasValue(tag);
      assertThat(IdentifierAttributes.standard().kindOf(tag).name())
          .isEqualToIgnoringCase(file.cell(row, 2));
      assertThat(dictionary.vrOf(tag).isText()).as(file.cell(row, 1)).isTrue();
    }
  }

  @Test
  void names_of_persons_are_identifiers_and_measures_are_not() {
    IdentifierAttributes attributes = IdentifierAttributes.standard();
    assertThat(attributes.kindOf(0x00100010)).isEqualTo(IdentifierAttributes.Kind.PERSON);
    assertThat(attributes.kindOf(0x00081070)).isEqualTo(IdentifierAttributes.Kind.PERSON);
    assertThat(attributes.kindOf(0x00100020)).isEqualTo(IdentifierAttributes.Kind.NUMBER);
    assertThat(attributes.kindOf(0x00180060)).isNull();
    assertThat(attributes.kindOf(0x00090010)).isNull();
  }

  @Test
  void unlisted_attributes_are_in_the_dictionary_and_not_in_the_table_of_the_standard() {
    StandardTableFile file = StandardTableFile.read(UnlistedTable.FILE);
    int rows = 0;
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      rows++;
      String tag = file.cell(row, 0);
      if (tag.isEmpty() || tag.contains("x")) {
        continue;
      }
      int number = Tag.parse(tag).orElseThrow();
      assertThat(dictionary.tagOf(file.cell(row, 1))).as(tag).hasValue(number);
      assertThat(ActionTable.standard().find(number)).as(tag).isNull();
      assertThat(file.cell(row, 4)).as(tag).isNotEmpty();
    }
    assertThat(UnlistedTable.standard().rows()).hasSize(rows);
  }

  @Test
  void every_instance_uid_and_free_text_of_the_standard_has_a_rule_of_its_own() throws Exception {
    RuleTable rules = Profiles.load("ps3.15-basic").rulesFor(null);
    for (int tag : dictionary.tags()) {
      VR vr = dictionary.vrOf(tag);
      if (vr == VR.UI || vr == VR.LT || vr == VR.ST || vr == VR.UT || vr == VR.PN || vr == VR.AE) {
        assertThat(rules.rule(tag, vr, false).source())
            .as(Tag.format(tag))
            .isNotEqualTo(RuleCompiler.KEPT_UNLISTED);
      }
    }
  }
}
