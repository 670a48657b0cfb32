/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateRulesTest {

  @TempDir Path folder;

  private RuleTable rules(String more) throws Exception {
    Path file = folder.resolve("private.yaml");
    Files.writeString(file, "profile: private\nversion: 1\nextends: ps3.15-basic\n" + more);
    return Profiles.load(file.toString()).rulesFor(null);
  }

  @Test
  void all_private_elements_go_by_default() throws Exception {
    RuleTable rules = rules("");
    assertThat(rules.hasSafePrivate()).isFalse();
    assertThat(rules.privateRule("ELSCINT1", 0x00E11021, VR.DS, false).action())
        .isEqualTo(Action.REMOVE);
    assertThat(rules.privateRule("ELSCINT1", 0x00E10010, VR.LO, false).action())
        .isEqualTo(Action.REMOVE);
  }

  @Test
  void option_113111_keeps_what_the_table_lists_in_whatever_block() throws Exception {
    RuleTable rules = rules("private: safe\n");
    assertThat(rules.hasSafePrivate()).isTrue();
    assertThat(rules.privateRule("ELSCINT1", 0x00E11021, VR.DS, false).action())
        .isEqualTo(Action.KEEP);
    assertThat(rules.privateRule("ELSCINT1", 0x00E1A121, VR.UN, true).action())
        .isEqualTo(Action.KEEP);
    assertThat(rules.privateRule("ELSCINT1", 0x00E10010, VR.LO, false).action())
        .isEqualTo(Action.KEEP);
  }

  @Test
  void another_creator_element_or_vr_is_not_safe() throws Exception {
    RuleTable rules = rules("options: retain-safe-private\n");
    assertThat(rules.privateRule("ELSCINT2", 0x00E11021, VR.DS, false).action())
        .isEqualTo(Action.REMOVE);
    assertThat(rules.privateRule("ELSCINT1", 0x00E11022, VR.DS, false).action())
        .isEqualTo(Action.REMOVE);
    assertThat(rules.privateRule("ELSCINT1", 0x00E11021, VR.PN, false).action())
        .isEqualTo(Action.REMOVE);
    assertThat(rules.privateRule(null, 0x00E11021, VR.DS, false).action()).isEqualTo(Action.REMOVE);
    assertThat(rules.rule(0x00E11021, VR.DS, false).action()).isEqualTo(Action.REMOVE);
  }

  @Test
  void a_rule_by_creator_goes_before_the_table() throws Exception {
    RuleTable rules =
        rules(
            """
            rules:
              - creator: ACME 1.0
                match: (0029,xx10)
                action: keep
              - creator: ACME 1.0
                action: remove
            """);
    assertThat(rules.hasSafePrivate()).isTrue();
    assertThat(rules.privateRule("ACME 1.0", 0x00291110, VR.LO, false).action())
        .isEqualTo(Action.KEEP);
    assertThat(rules.privateRule("ACME 1.0", 0x00291111, VR.LO, false).action())
        .isEqualTo(Action.REMOVE);
    assertThat(rules.privateRule("ACME 1.0", 0x00290011, VR.LO, false).action())
        .isEqualTo(Action.KEEP);
    assertThat(rules.privateRule("OTHER", 0x00290011, VR.LO, false).action())
        .isEqualTo(Action.REMOVE);
  }
}
