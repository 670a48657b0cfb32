/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {

  @TempDir private Path home;

  @Test
  void lists_what_is_shipped() {
    Ran ran = Ran.of("profile", "list");
    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactly("ps3.15-basic", "hipaa", "hipaa-safe-harbor", "research");
  }

  @Test
  void explains_each_attribute_with_its_source() {
    Ran ran = Ran.of("profile", "explain", "hipaa");
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("hipaa", "113100")
        .containsPattern("\\(0010,0010\\).*PatientName")
        .containsPattern("\\(0010,0030\\).*PatientBirthDate");
    assertThat(ran.out().lines().count()).isGreaterThan(4000);
  }

  @Test
  void finds_a_good_file_good() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("site.yaml"),
            """
            profile: site
            version: 1
            description: ours
            extends: hipaa
            rules:
              - match: ProtocolName
                action: clean
                reason: ours name people
            """);
    Ran ran = Ran.of("profile", "validate", file);
    assertThat(ran.out()).contains("The profile can be used.");
    assertThat(ran.status()).isZero();
  }

  @Test
  void finds_a_bad_file_bad_with_line_and_mend() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("site.yaml"), "profile: site\nversion: 1\nextends: hipaa\nruels: []\n");
    Ran ran = Ran.of("profile", "validate", file);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("site.yaml:4", "cannot be used yet");
  }

  @Test
  void an_unknown_profile_is_refused_with_those_there_are() {
    Ran ran = Ran.of("profile", "explain", "nonsense");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("hipaa-safe-harbor");
  }

  @Test
  void a_file_that_is_no_profile_at_all_is_named_as_it_was_typed() throws IOException {
    Path deep = Files.writeString(home.resolve("deep.yaml"), "a: " + "[".repeat(50_000));
    assertThat(Ran.of("profile", "validate", deep).out()).contains("deep.yaml:1: ", "too deeply");
    Path binary = Files.write(home.resolve("site.bin"), new byte[] {(byte) 0xFF, 0, 1});
    assertThat(Ran.of("profile", "validate", binary).out()).contains(binary + ": ", "UTF-8");
    assertThat(Ran.of("profile", "validate", home).out()).contains("is a folder");
    Ran used = Ran.of("sanitize", "--policy", binary, deep, home.resolve("out"));
    assertThat(used.status()).isEqualTo(2);
    assertThat(used.err()).contains(binary + ": ", "UTF-8");
  }
}
