/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActionTableTest {

  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String US = "1.2.840.10008.5.1.4.1.1.6.1";
  private static final String SR = "1.2.840.10008.5.1.4.1.1.88.11";
  private static final String ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1";
  private static final String PRIVATE_IMAGE = "1.3.12.2.1107.5.9.1";

  @TempDir Path folder;

  /** The rows as the file has them, read another way than the code under test does. */
  private static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (var in =
        ActionTableTest.class.getResourceAsStream(
            "/org/dicomdeid/profiles/standard/ps3.15-e1-1.tsv")) {
      String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      text.lines().skip(1).forEach(line -> rows.add(line.split("\t", -1)));
    }
    return rows;
  }

  /** A tag of the row; of a repeating group, its second member. */
  private static OptionalInt sample(String[] row) {
    return Tag.parse(row[0].replace("(50xx,xxxx)", "(5002,3000)").replace("xx", "02"));
  }

  private static Rule rule(String profile, String sopClass, int tag, boolean nested)
      throws ProfileException {
    return Profiles.load(profile)
        .rulesFor(sopClass)
        .rule(tag, Dictionary.standard().vrOf(tag), nested);
  }

  @Test
  void every_row_compiles_to_the_action_of_the_basic_column() throws Exception {
    RuleTable rules = Profiles.load("ps3.15-basic").rulesFor(null);
    List<String[]> rows = rows();
    assertThat(rows).hasSize(657);
    for (String[] row : rows) {
      OptionalInt tag = sample(row);
      if (tag.isEmpty()) {
        assertThat(row[1]).isEqualTo("PrivateAttributes");
        assertThat(rules.rule(0x00091001, VR.LO, false).action()).isEqualTo(Action.REMOVE);
        continue;
      }
      VR vr = Dictionary.standard().vrOf(tag.getAsInt());
      Action dummy = vr == VR.UI ? Action.UID : Action.DUMMY;
      Action expected =
          switch (row[5]) {
            case "X" -> Action.REMOVE;
            case "Z" -> Action.EMPTY;
            case "U" -> Action.UID;
            case "X/Z/U*" -> Action.KEEP;
            default -> dummy;
          };
      Rule rule = rules.rule(tag.getAsInt(), vr, false);
      assertThat(rule.action()).as(row[0]).isEqualTo(expected);
      assertThat(rule.source()).startsWith("PS3.15 Table E.1-1 " + row[0] + " " + row[5]);
      assertThat(rules.rule(tag.getAsInt(), null, true).action()).as(row[0]).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CLEAN_GRAPHICS",
        "CLEAN_STRUCTURED_CONTENT",
        "CLEAN_DESCRIPTORS",
        "RETAIN_FULL_DATES",
        "RETAIN_MODIFIED_DATES",
        "RETAIN_PATIENT_CHARACTERISTICS",
        "RETAIN_DEVICE_IDENTITY",
        "RETAIN_UIDS",
        "RETAIN_INSTITUTION_IDENTITY"
      })
  void an_option_changes_exactly_the_cells_of_its_column(Option option) throws Exception {
    Path file = folder.resolve("one.yaml");
    Files.writeString(
        file,
        "profile: one\nversion: 1\nextends: ps3.15-basic\noptions: [" + option.code() + "]\n");
    RuleTable with = Profiles.load(file.toString()).rulesFor(CT);
    RuleTable without = Profiles.load("ps3.15-basic").rulesFor(CT);
    int changed = 0;
    for (String[] row : rows()) {
      if (sample(row).isEmpty()) {
        continue;
      }
      int tag = sample(row).getAsInt();
      VR vr = Dictionary.standard().vrOf(tag);
      Action before = without.rule(tag, vr, false).action();
      Action after = with.rule(tag, vr, false).action();
      String cell = row[option.column()];
      boolean dates = option == Option.RETAIN_MODIFIED_DATES;
      boolean possible =
          dates
              ? vr == VR.DA || vr == VR.DT || vr == VR.TM
              : vr == VR.SQ || (vr != null && vr.isText() && vr != VR.UI);
      Action expected =
          switch (cell) {
            case "K" -> Action.KEEP;
            case "C" -> possible ? (dates ? Action.DATE : Action.CLEAN) : before;
            default -> before;
          };
      assertThat(after).as(row[0] + " " + option).isEqualTo(expected);
      changed += after == before ? 0 : 1;
    }
    assertThat(changed).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    // tag, SOP class, top, nested: read by hand from the IODs of PS3.3
    "00100020, CT, EMPTY, DUMMY",
    "00080022, CT, REMOVE, REMOVE",
    "00080023, CT, EMPTY, EMPTY",
    "00080080, CT, REMOVE, DUMMY",
    "00102203, CT, EMPTY, REMOVE",
    "00181000, CT, REMOVE, REMOVE",
    "00180010, CT, EMPTY, EMPTY",
    "0008002A, US, DUMMY, REMOVE",
    "00080082, US, REMOVE, DUMMY",
    "00081140, US, REMOVE, REMOVE",
    "00080023, SR, DUMMY, EMPTY",
    "00081110, SR, REMOVE, EMPTY",
    "00081111, SR, EMPTY, REMOVE",
    "0040A032, SR, DUMMY, REMOVE",
    "00181000, ENHANCED_CT, DUMMY, REMOVE",
    "00081140, ENHANCED_CT, REMOVE, EMPTY",
    "00181000, PRIVATE, DUMMY, DUMMY",
    "00080022, PRIVATE, DUMMY, DUMMY",
  })
  void the_iod_settles_what_the_table_leaves_open(
      String tag, String sopClass, Action top, Action nested) throws Exception {
    String uid =
        switch (sopClass) {
          case "CT" -> CT;
          case "US" -> US;
          case "SR" -> SR;
          case "ENHANCED_CT" -> ENHANCED_CT;
          default -> PRIVATE_IMAGE;
        };
    int number = Tag.parse(tag).orElseThrow();
    assertThat(rule("ps3.15-basic", uid, number, false).action()).as("top").isEqualTo(top);
    assertThat(rule("ps3.15-basic", uid, number, true).action()).as("nested").isEqualTo(nested);
  }

  @Test
  void what_cleans_wins_over_what_retains() throws Exception {
    Path file = folder.resolve("two.yaml");
    Files.writeString(
        file,
        "profile: two\nversion: 1\nextends: ps3.15-basic\noptions: [113107, 113109]\ndates: shift\n");
    int dateOfLastCalibration = 0x00181200;
    assertThat(
            Profiles.load(file.toString())
                .rulesFor(CT)
                .rule(dateOfLastCalibration, VR.DA, false)
                .action())
        .isEqualTo(Action.DATE);
  }

  @Test
  void what_no_table_names_stays_only_when_the_standard_knows_it_and_it_names_nobody()
      throws Exception {
    RuleTable rules = Profiles.load("ps3.15-basic").rulesFor(CT);
    assertThat(rules.rule(0x00280010, VR.US, false).action()).isEqualTo(Action.KEEP);
    assertThat(rules.rule(0x00080000, VR.UL, false).action()).isEqualTo(Action.REMOVE);
    assertThat(rules.rule(0x00104321, VR.LO, false).action()).isEqualTo(Action.REMOVE);
    assertThat(rules.rule(0x00142006, VR.PN, true).action()).isEqualTo(Action.EMPTY);
    assertThat(rules.rule(0x00080070, VR.PN, false).action())
        .as("a name where the standard has none")
        .isEqualTo(Action.EMPTY);
    assertThat(rules.rule(0x60020010, VR.US, false).action()).isEqualTo(Action.REMOVE);
    assertThat(rules.rule(0xFFFCFFFC, VR.OB, false).action()).isEqualTo(Action.REMOVE);
    assertThat(rules.rule(0xFFFAFFFA, VR.SQ, false).action()).isEqualTo(Action.REMOVE);
    assertThat(rules.rule(0x04000561, VR.SQ, false).action()).isEqualTo(Action.REMOVE);
  }

  @Test
  void a_rule_asked_for_again_is_the_same_object() throws Exception {
    RuleTable rules = Profiles.load("hipaa").rulesFor(CT);
    assertThat(rules.rule(0x00100010, VR.PN, false)).isSameAs(rules.rule(0x00100010, VR.PN, false));
  }
}
