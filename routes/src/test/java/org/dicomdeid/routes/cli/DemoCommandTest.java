/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir private Path home;

  @Test
  void shows_what_changed_and_how_to_verify() {
    Path folder = home.resolve("demo");
    Ran ran = Ran.of("demo", folder);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("Delivered 5 objects", "Quarantined 1 object", "1 truncated")
        .containsPattern("\\(0010,0010\\) +PatientName +empty +Example\\^Erika\\^Maria +-> ")
        .containsPattern("\\(0012,0062\\) +PatientIdentityRemoved +add .*YES");
    String line = ran.out().lines().reduce((first, last) -> last).orElseThrow();
    assertThat(line).contains(" verify ");
    Object[] verify = line.substring(line.indexOf(" verify ") + 1).split(" ");
    assertThat(Ran.of(verify).out()).contains("The receipt is good.");
  }

  @Test
  void touches_no_folder_that_holds_something() throws IOException {
    Files.writeString(home.resolve("mine"), "x");
    Ran ran = Ran.of("demo", home);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(TestStudy.files(home, "")).hasSize(1);
  }
}
