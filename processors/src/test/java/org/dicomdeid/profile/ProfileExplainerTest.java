/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileExplainerTest {

  private static ProfileExplainer.Line line(ProfileExplainer explainer, String tag) {
    List<ProfileExplainer.Line> found =
        explainer.lines().stream().filter(line -> line.tag().equals(tag)).toList();
    assertThat(found).as(tag).hasSize(1);
    return found.get(0);
  }

  @Test
  void tells_action_source_and_reason() throws Exception {
    ProfileExplainer explainer = new ProfileExplainer(Profiles.load("hipaa"), null);
    ProfileExplainer.Line birth = line(explainer, "(0010,0030)");
    assertThat(birth.keyword()).isEqualTo("PatientBirthDate");
    assertThat(birth.top()).isEqualTo("keep");
    assertThat(birth.source()).startsWith("hipaa.yaml:");
    assertThat(birth.reason()).contains("exact age");
    assertThat(line(explainer, "(60xx,3000)").top()).isEqualTo("remove");
    assertThat(line(explainer, "(50xx,xxxx)").keyword()).isEqualTo("CurveData");
    assertThat(line(explainer, "(ggggoooo-odd,eeee)").top()).isEqualTo("remove");
  }

  @Test
  void leaves_a_choice_open_until_a_sop_class_settles_it() throws Exception {
    Profile profile = Profiles.load("hipaa");
    ProfileExplainer.Line open = line(new ProfileExplainer(profile, null), "(0010,0020)");
    assertThat(open.top()).isEqualTo("Z/D");
    ProfileExplainer.Line ct =
        line(new ProfileExplainer(profile, "1.2.840.10008.5.1.4.1.1.2"), "(0010,0020)");
    assertThat(ct.top()).isEqualTo("empty");
    assertThat(ct.nested()).isEqualTo("dummy");
  }

  @Test
  void the_text_has_a_heading_and_a_line_for_each() throws Exception {
    Profile profile = Profiles.load("research");
    ProfileExplainer explainer = new ProfileExplainer(profile, null);
    String text = explainer.text();
    assertThat(text).startsWith("profile research").contains(profile.digest()).contains("113107");
    assertThat(text).contains("pixels redact-text, pixel-check none");
    assertThat(text.lines().filter(line -> line.startsWith("(")))
        .hasSizeGreaterThan(657)
        .hasSizeLessThan(1_200);
  }
}
