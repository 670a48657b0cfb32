/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  @TempDir private Path home;
  private Path in;

  @BeforeEach
  void writeStudy() throws IOException {
    in = TestStudy.write(home.resolve("in"));
  }

  @Test
  void tells_action_and_reason_for_each_element() {
    Ran ran = Ran.of("inspect", TestStudy.slice(in));
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("would be delivered", "CT Image Storage")
        .containsPattern("empty +\\(0010,0010\\) PN PatientName  \\[.+]")
        .containsPattern("keep +\\(0010,0030\\) DA PatientBirthDate  \\[hipaa.yaml:\\d+]")
        .containsPattern("remove +\\(0029,1001\\)")
        .containsPattern("remove +\\(0040,0275\\)\\[0]\\(0040,1001\\)");
  }

  @Test
  void writes_nothing_and_tells_no_value() throws IOException {
    List<Path> before = TestStudy.files(home, "");
    Ran text = Ran.of("inspect", in);
    Ran json = Ran.of("inspect", "--json", in);
    assertThat(TestStudy.files(home, "")).isEqualTo(before);
    for (String identifier : TestStudy.IDENTIFIERS) {
      assertThat(text.all()).doesNotContain(identifier);
      assertThat(json.all()).doesNotContain(identifier);
    }
  }

  @Test
  void tells_what_would_be_quarantined_with_status_1() throws IOException {
    Ran ran = Ran.of("inspect", "--json", in);
    assertThat(ran.status()).isEqualTo(1);
    JsonNode plans = new ObjectMapper().readTree(ran.out());
    assertThat(plans).hasSize(TestStudy.GOOD + 1);
    assertThat(plans.findValuesAsText("refused")).containsExactly("truncated");
    assertThat(plans.findValuesAsText("keyword")).contains("PatientName", "TextValue");
  }

  @Test
  void refuses_a_path_that_is_not_there() {
    Ran ran = Ran.of("inspect", home.resolve("nowhere"));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("There is no ");
  }

  @Test
  void reads_a_file_of_any_name() throws IOException {
    Path renamed = Files.copy(TestStudy.slice(in), home.resolve("no ending"));
    assertThat(Ran.of("inspect", renamed).status()).isZero();
  }
}
