/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {

  private static final String HEAD = "profile: mine\nversion: 1\nextends: ps3.15-basic\n";

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }

  private void refused(String text, int line, String problem, String mend) throws IOException {
    List<ProfileProblem> problems = Profiles.validate(write(text));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).file()).isEqualTo("mine.yaml");
    assertThat(problems.get(0).line()).as(problems.toString()).isEqualTo(line);
    assertThat(problems.get(0).problem()).contains(problem);
    assertThat(problems.get(0).mend()).contains(mend);
    assertThatThrownBy(() -> Profiles.load(folder.resolve("mine.yaml").toString()))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("mine.yaml" + (line > 0 ? ":" + line : ""));
  }

  @Test
  void refuses_what_is_not_yaml() throws Exception {
    refused("profile: mine\nrules: [\n", 3, "not YAML", "indentation");
    refused("", 0, "empty", "profile: NAME");
    refused("- a\n", 1, "mapping", "key: value");
  }

  @Test
  void refuses_nesting_that_no_profile_needs_however_deep() throws Exception {
    for (int depth : new int[] {40, 50_000}) {
      refused("profile: " + "[".repeat(depth) + "\n", 1, "nested too deeply", "brackets");
      refused("profile: " + "{a: ".repeat(depth) + "\n", 1, "nested too deeply", "brackets");
    }
    refused("- ".repeat(50_000) + "a\n", 1, "nested too deeply", "indentation");
  }

  @Test
  void refuses_a_profile_without_name_or_version() throws Exception {
    refused("version: 1\n", 0, "no name", "add `profile: NAME`");
    refused("profile: mine\n", 0, "no version", "add `version: 1`");
  }

  @Test
  void refuses_a_name_or_version_that_a_receipt_cannot_hold() throws Exception {
    String rest = "extends: ps3.15-basic\n";
    for (String name : new String[] {"our site", "Größe", "-x", ".x", "a/b", "a".repeat(65)}) {
      refused("profile: " + name + "\nversion: 1\n" + rest, 1, "`profile` has", "a letter");
      refused("profile: mine\nversion: " + name + "\n" + rest, 2, "`version` has", "a letter");
    }
    refused("profile: ''\nversion: 1\n" + rest, 1, "`profile` has", "a letter");
    assertThat(
            Profiles.validate(
                write("profile: " + "a".repeat(64) + "\nversion: 2024.1_b+c-d\n" + rest)))
        .isEmpty();
  }

  @Test
  void refuses_a_rule_that_takes_from_an_object_what_it_cannot_be_without() throws Exception {
    for (String match :
        new String[] {
          "SOPClassUID",
          "SOPInstanceUID",
          "StudyInstanceUID",
          "SeriesInstanceUID",
          "(0020,000D)",
          "(0020,000x)",
          "vr:UI"
        }) {
      for (String action : new String[] {"remove", "empty", "dummy"}) {
        refused(HEAD + rule(match, action), 5, "no object can be without", "uid or keep");
      }
    }
    assertThat(Profiles.validate(write(HEAD + rule("SOPInstanceUID", "hash")))).isNotEmpty();
    assertThat(Profiles.validate(write(HEAD + rule("SOPInstanceUID", "clean")))).isNotEmpty();
    assertThat(Profiles.validate(write(HEAD + rule("SOPInstanceUID", "date")))).isNotEmpty();
    assertThat(Profiles.validate(write(HEAD + rule("SOPInstanceUID", "keep")))).isEmpty();
    assertThat(Profiles.validate(write(HEAD + rule("SOPInstanceUID", "uid")))).isEmpty();
    assertThat(Profiles.validate(write(HEAD + rule("FrameOfReferenceUID", "remove")))).isEmpty();
  }

  @Test
  void refuses_a_rule_on_groups_that_no_data_set_has() throws Exception {
    for (String match : new String[] {"(0002,0016)", "(0000,0100)", "(0004,1130)"}) {
      refused(HEAD + rule(match), 5, "group 0008 and above", "remove the rule");
    }
    refused(HEAD + rule("(0002,00xx)"), 5, "group 0008 and above", "remove the rule");
    refused(HEAD + rule("SourceApplicationEntityTitle"), 5, "group 0008", "remove the rule");
  }

  @Test
  void names_a_file_that_is_no_text_as_it_was_typed() throws Exception {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "profile: Gr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Profiles.validate(file)).hasSize(1);
    assertThat(Profiles.validate(file).get(0).file()).isEqualTo(file.toString());
    assertThat(Profiles.validate(file).get(0).problem()).contains("not UTF-8 text");
    refused("profile: mine\nversion: 1\nextends: latin.yaml\n", 3, "latin.yaml", "UTF-8");
  }

  @Test
  void says_that_a_folder_is_no_profile() throws Exception {
    List<ProfileProblem> problems = Profiles.validate(folder);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).file()).isEqualTo(folder.toString());
    assertThat(problems.get(0).problem()).contains("is a folder");
    refused("profile: mine\nversion: 1\nextends: .\n", 3, "`.` is a folder", "YAML file");
  }

  @Test
  void refuses_an_unknown_key() throws Exception {
    refused(HEAD + "ruels: []\n", 4, "unknown key `ruels`", "rules");
    refused(
        HEAD + "rules:\n  - match: PatientName\n    action: keep\n    why: x\n",
        7,
        "unknown key `why`",
        "reason");
    refused(HEAD + "limits:\n  width: 1\n", 5, "unknown limit", "depth");
  }

  @Test
  void refuses_a_key_that_stands_twice() throws Exception {
    assertThat(Profiles.validate(write(HEAD + "version: 2\n"))).isNotEmpty();
  }

  @Test
  void refuses_a_bad_tag_keyword_or_vr() throws Exception {
    refused(HEAD + rule("(0010,001)"), 5, "no tag", "(gggg,eeee)");
    refused(HEAD + rule("(0011,1010)"), 5, "private tag", "add `creator:`");
    refused(HEAD + rule("(0010,4321)"), 5, "no attribute", "correct the tag");
    refused(HEAD + rule("PatientsName"), 5, "keyword `PatientsName`", "spelling");
    refused(HEAD + rule("vr:ZZ"), 5, "no value representation", "vr:PN");
    refused(HEAD + "rules:\n  - action: keep\n", 5, "matches nothing", "add `match:`");
  }

  private static String rule(String match) {
    return rule(match, "keep");
  }

  private static String rule(String match, String action) {
    return "rules:\n  - match: " + match + "\n    action: " + action + "\n";
  }

  @Test
  void refuses_a_private_element_with_a_fixed_block() throws Exception {
    refused(
        HEAD + "rules:\n  - creator: ACME\n    match: (0029,1010)\n    action: keep\n",
        6,
        "no element of a private creator",
        "(0009,xx10)");
  }

  @Test
  void refuses_an_action_that_is_unknown_or_cannot_be_done() throws Exception {
    refused(
        HEAD + "rules:\n  - match: PatientName\n    action: delete\n",
        6,
        "unknown action",
        "remove");
    refused(HEAD + "rules:\n  - match: PatientName\n", 5, "no action", "action:");
    refused(
        HEAD + "rules:\n  - match: PatientName\n    action: date\n", 5, "cannot be done", "empty");
    refused(
        HEAD + "rules:\n  - match: PixelData\n    action: clean\n", 5, "cannot be done", "remove");
    refused(
        HEAD + "rules:\n  - match: StudyDate\n    action: hash\n", 5, "cannot be done", "remove");
  }

  @Test
  void refuses_contradicting_rules() throws Exception {
    refused(
        HEAD
            + "rules:\n  - match: PatientName\n    action: keep\n"
            + "  - match: (0010,0010)\n    action: empty\n",
        7,
        "contradicts line 5",
        "remove one");
    refused(
        HEAD
            + "rules:\n  - match: PatientName\n    action: keep\n"
            + "  - match: (0010,0010)\n    action: keep\n",
        7,
        "same match stands in line 5",
        "remove one");
  }

  @Test
  void refuses_contradicting_options_and_policies() throws Exception {
    refused(HEAD + "options: [113106, 113107]\n", 4, "contradict each other", "without");
    refused(HEAD + "dates: shift\n", 4, "dates: shift", "113107");
    refused(HEAD + "dates: keep\n", 4, "dates: keep", "113106");
    refused(HEAD + "options: [113106]\ndates: year\n", 5, "dates: year", "neither");
    refused(HEAD + "private: remove\noptions: [113111]\n", 4, "113111", "remove one");
    refused(HEAD + "options: [113105]\nwithout: [113105]\n", 5, "both", "remove it");
  }

  @Test
  void refuses_options_and_policies_that_it_does_not_have() throws Exception {
    refused(HEAD + "options: [113199]\n", 4, "unknown option", "CID 7050");
    refused(HEAD + "options: [113102]\n", 4, "faces", "remove it");
    refused(HEAD + "pixels: redact\n", 4, "pixels: redact", "redact-text, redact-identifiers");
    refused(HEAD + "pixel-check: twice\n", 4, "pixel-check: twice", "none, strict");
    refused(HEAD + "dates: blur\n", 4, "dates: blur", "keep, shift, year, remove");
    refused(HEAD + "limits: {depth: 0}\n", 4, "no whole number", "digits");
  }

  @Test
  void refuses_to_claim_clean_pixels_that_nobody_looks_at() throws Exception {
    String clean = HEAD + "options: [113101]\n";
    refused(clean + "pixels: keep\n", 5, "contradicts option 113101", "pixels: redact-text");
    refused(clean + "pixels: redact-regions-only\n", 5, "contradicts option 113101", "without");
    refused(HEAD + "pixels: keep\npixel-check: strict\n", 4, "pixel-check: strict", "redact-text");
    for (String policy :
        List.of("redact-text", "redact-identifiers", "blank-outside-ultrasound-regions")) {
      Profile profile = load(clean + "pixels: " + policy + "\npixel-check: strict\n");
      assertThat(profile.pixels().word()).isEqualTo(policy);
      assertThat(profile.pixelCheck()).isEqualTo(PixelCheck.STRICT);
      assertThat(profile.options()).contains(Option.CLEAN_PIXEL_DATA);
    }
  }

  @Test
  void refuses_a_parent_that_keeps_pixels_under_a_child_that_claims_them_clean() throws Exception {
    Files.writeString(
        folder.resolve("parent.yaml"),
        "profile: parent\nversion: 1\nextends: ps3.15-basic\npixels: keep\n");
    String child = "profile: mine\nversion: 1\nextends: parent.yaml\noptions: [113101]\n";
    refused(child, 4, "contradicts option 113101", "without");
    assertThat(Profiles.validate(write(child + "pixels: redact-text\n"))).isEmpty();
  }

  @Test
  void text_in_pixels_is_redacted_where_no_profile_of_the_chain_says_otherwise() throws Exception {
    Profile alone = load("profile: mine\nversion: 1\n");
    assertThat(alone.pixels()).isEqualTo(PixelPolicy.REDACT_TEXT);
    assertThat(alone.pixelCheck()).isEqualTo(PixelCheck.NONE);
    for (String shipped : Profiles.shipped()) {
      assertThat(Profiles.load(shipped).pixels()).isEqualTo(PixelPolicy.REDACT_TEXT);
    }
    assertThat(load(HEAD + "pixels: keep\n").pixels()).isEqualTo(PixelPolicy.KEEP);
  }

  @Test
  void another_pixel_policy_makes_another_digest_under_the_same_name() throws Exception {
    Profile strict = load(HEAD + "options: [113101]\npixel-check: strict\n");
    Profile kept = strict.withPixels(PixelPolicy.KEEP);
    assertThat(kept.name()).isEqualTo("mine");
    assertThat(kept.version()).isEqualTo(strict.version());
    assertThat(kept.pixels()).isEqualTo(PixelPolicy.KEEP);
    assertThat(kept.description()).contains("pixels: keep instead of redact-text");
    assertThat(kept.digest()).isNotEqualTo(strict.digest());
    assertThat(kept.options()).doesNotContain(Option.CLEAN_PIXEL_DATA);
    assertThat(kept.pixelCheck()).isEqualTo(PixelCheck.NONE);
    assertThat(strict.withPixels(PixelPolicy.REDACT_TEXT)).isSameAs(strict);
    assertThat(strict.withPixels(PixelPolicy.REDACT_IDENTIFIERS).options())
        .contains(Option.CLEAN_PIXEL_DATA);
    assertThat(strict.options()).contains(Option.CLEAN_PIXEL_DATA);
  }

  private Profile load(String text) throws Exception {
    return Profiles.load(write(text).toString());
  }

  @Test
  void refuses_an_unknown_parent_and_a_circle() throws Exception {
    refused("profile: mine\nversion: 1\nextends: hippa\n", 3, "no profile `hippa`", "hipaa");
    refused("profile: mine\nversion: 1\nextends: mine.yaml\n", 3, "extends itself", "extends");
    assertThatThrownBy(() -> Profiles.load("nothing.yaml"))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("there is no profile");
  }

  @Test
  void tells_every_fault_of_a_file_at_once() throws Exception {
    assertThat(Profiles.validate(write(HEAD + "pixels: redact\ncolour: red\n" + rule("Nobody"))))
        .extracting(ProfileProblem::line)
        .containsExactlyInAnyOrder(4, 5, 7);
  }

  @Test
  void a_child_goes_before_its_parent_and_adds_to_its_options() throws Exception {
    write(
        """
        profile: mine
        version: 7
        extends: hipaa
        options: [113112]
        without: [clean-descriptors]
        limits: {depth: 9, header-bytes: 1000}
        rules:
          - match: ProtocolName
            action: remove
          - match: vr:UT
            action: empty
        """);
    Profile profile = Profiles.load(folder.resolve("mine.yaml").toString());
    RuleTable rules = profile.rulesFor("1.2.840.10008.5.1.4.1.1.2");
    assertThat(profile.name()).isEqualTo("mine");
    assertThat(profile.version()).isEqualTo("7");
    assertThat(profile.dates()).isEqualTo(DatePolicy.KEEP);
    assertThat(profile.options())
        .contains(Option.RETAIN_INSTITUTION_IDENTITY, Option.RETAIN_FULL_DATES)
        .doesNotContain(Option.CLEAN_DESCRIPTORS);
    assertThat(profile.limits())
        .isEqualTo(
            new Limits(
                9,
                Limits.DEFAULT.elements(),
                1000,
                Limits.DEFAULT.valueBytes(),
                Limits.DEFAULT.inflatedBytes()));
    assertThat(rules.rule(0x00181030, VR.LO, false))
        .isEqualTo(new Rule(Action.REMOVE, "mine.yaml:8"));
    assertThat(rules.rule(0x00100030, VR.DA, false).source()).startsWith("hipaa.yaml:");
    assertThat(rules.rule(0x0040A160, VR.UT, true).action()).isEqualTo(Action.EMPTY);
    assertThat(rules.rule(0x00080080, VR.LO, false).action()).isEqualTo(Action.KEEP);
    assertThat(rules.rule(0x00081030, VR.LO, false).action()).isEqualTo(Action.REMOVE);
  }

  @Test
  void the_digest_changes_with_a_rule_and_not_with_a_reason() throws Exception {
    String plain = digest(rule("PatientName"));
    assertThat(digest(rule("PatientName"))).isEqualTo(plain);
    assertThat(digest("# a remark\n" + rule("PatientName") + "    reason: because\n"))
        .isEqualTo(plain);
    assertThat(digest(rule("PatientBirthName"))).isNotEqualTo(plain);
    assertThat(digest("options: [113105]\n" + rule("PatientName"))).isNotEqualTo(plain);
    assertThat(digest("pixels: keep\n" + rule("PatientName"))).isNotEqualTo(plain);
    assertThat(digest("pixel-check: strict\n" + rule("PatientName"))).isNotEqualTo(plain);
    assertThat(digest("limits: {depth: 7}\n" + rule("PatientName"))).isNotEqualTo(plain);
    assertThat(digest("")).isNotEqualTo(plain);
  }

  private String digest(String more) throws Exception {
    return Profiles.load(write(HEAD + more).toString()).digest();
  }
}
