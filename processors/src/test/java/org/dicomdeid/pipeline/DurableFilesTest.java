/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dicomdeid.receipt.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

  @TempDir private Path home;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void replaces_what_stands_there_whole_and_leaves_nothing_temporary() throws IOException {
    Path target = Files.writeString(home.resolve("target"), "before");
    DurableFiles.replace(target, new byte[] {1, 2, 3});
    assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(names()).containsExactly("target");
  }

  @Test
  void a_rename_that_fails_leaves_no_temporary_file_and_what_stood_there() throws IOException {
    // A folder with something in it cannot be replaced by a file.
    Path target = Files.createDirectory(home.resolve("target"));
    Files.writeString(target.resolve("inside"), "stays");
    assertThatThrownBy(() -> DurableFiles.replace(target, new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("target");
    assertThat(target.resolve("inside")).hasContent("stays");
  }

  @Test
  void a_part_lies_beside_its_target_and_is_hidden() {
    Path target = home.resolve("folder/target.dcm");
    Path part = DurableFiles.partBeside(target);
    assertThat(part.getParent()).isEqualTo(target.getParent());
    assertThat(part.getFileName().toString()).startsWith(".").endsWith(".part");
    assertThat(DurableFiles.partBeside(target)).isNotEqualTo(part);
  }

  @Test
  void copies_more_than_a_buffer_and_tells_its_digest() throws IOException {
    byte[] bytes = new byte[300_001];
    new Random(3).nextBytes(bytes);
    Path from = Files.write(home.resolve("from"), bytes);
    Content copied = DurableFiles.copy(from, home.resolve("to"));
    assertThat(home.resolve("to")).hasBinaryContent(bytes);
    assertThat(copied).isEqualTo(Digests.of(from));
    assertThatThrownBy(() -> DurableFiles.copy(from, home.resolve("to")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void an_output_that_is_not_completed_vanishes() throws IOException {
    Path path = home.resolve("part");
    try (OutputFile file = new OutputFile(path)) {
      file.write(new byte[400_000], 0, 400_000);
      assertThat(path).exists();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void an_output_has_the_digest_of_what_is_on_disk_however_it_was_cut() throws IOException {
    Random random = new Random(5);
    Path path = home.resolve("whole");
    Content content;
    try (OutputFile file = new OutputFile(path)) {
      for (int size : new int[] {1, 130_000, 7, 131_072, 131_073, 0, 262_144, 5}) {
        byte[] bytes = new byte[size + 3];
        random.nextBytes(bytes);
        file.write(bytes, 3, size);
      }
      file.write(200);
      content = file.complete();
    }
    assertThat(content).isEqualTo(Digests.of(path));
    assertThat(content.bytes()).isEqualTo(654_303);
  }
}
