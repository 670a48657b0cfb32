/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.receipt.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

  @TempDir private Path home;
  private Quarantine quarantine;
  private Path bad;
  private Content content;

  @BeforeEach
  void prepare() throws IOException {
    quarantine = new Quarantine(home.resolve("held"));
    bad = Files.writeString(home.resolve("Quillfeather.dcm"), "Zebulonia Quillfeather");
    content = Digests.of(bad);
  }

  private List<String> held() throws IOException {
    try (Stream<Path> files = Files.list(quarantine.folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void holds_the_original_bytes_under_their_digest() throws IOException {
    Path kept = quarantine.hold(bad, content, Reason.LEAK);
    assertThat(kept).hasSameBinaryContentAs(bad);
    assertThat(held())
        .containsExactly(content.sha256() + ".dcm", content.sha256() + ".reason.json");
    assertThat(bad).exists();
  }

  @Test
  void the_reason_names_code_place_and_mend_but_nobody() throws IOException {
    quarantine.hold(bad, content, new Reason("truncated", "it ends early", "(7FE0,0010)", 77));
    Path file = quarantine.folder().resolve(content.sha256() + ".reason.json");
    JsonNode reason = new ObjectMapper().readTree(file.toFile());
    assertThat(reason.get("sha256").asText()).isEqualTo(content.sha256());
    assertThat(reason.get("bytes").asLong()).isEqualTo(Files.size(bad));
    assertThat(reason.get("reason").asText()).isEqualTo("truncated");
    assertThat(reason.get("meaning").asText()).isEqualTo("it ends early");
    assertThat(reason.get("element").asText()).isEqualTo("(7FE0,0010)");
    assertThat(reason.get("offset").asLong()).isEqualTo(77);
    assertThat(Files.readString(file)).doesNotContain("Quillfeather", home.toString());
  }

  @Test
  void repeating_it_changes_nothing() throws IOException {
    quarantine.hold(bad, content, Reason.LEAK);
    quarantine.hold(bad, content, Reason.LEAK);
    assertThat(held()).hasSize(2);
  }

  @Test
  void a_copy_that_was_cut_short_is_made_again() throws IOException {
    Path kept = quarantine.hold(bad, content, Reason.LEAK);
    Files.writeString(kept, "Zebu");
    quarantine.hold(bad, content, Reason.LEAK);
    assertThat(kept).hasSameBinaryContentAs(bad);
  }

  @Test
  void a_source_that_changed_meanwhile_is_not_held_under_the_old_digest() throws IOException {
    Files.writeString(bad, "another");
    assertThatThrownBy(() -> quarantine.hold(bad, content, Reason.LEAK))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("Quillfeather");
    assertThat(held()).isEmpty();
  }

  @Test
  void others_may_not_look_into_it() throws IOException {
    Path kept = quarantine.hold(bad, content, Reason.LEAK);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())))
        .isEqualTo("rwx------");
  }
}
