/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.routes.cli.InputFiles.Skipped;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  @TempDir private Path home;
  private final List<Skipped> skipped = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(home.resolve("a/b"));
    Files.writeString(home.resolve("a/one"), "1");
    Files.writeString(home.resolve("a/b/.two"), "22");
    Files.writeString(home.resolve("three.dcm"), "333");
  }

  private List<String> walk(List<Path> roots, List<Path> excluded) throws IOException {
    List<String> found = new ArrayList<>();
    try (InputFiles files = new InputFiles(roots, excluded, skipped::add)) {
      for (var file = files.next(); file != null; file = files.next()) {
        found.add(file.path().getFileName() + " " + file.bytes());
      }
    }
    return found;
  }

  @Test
  void gives_files_of_any_name_at_any_depth() throws IOException {
    assertThat(walk(List.of(home.resolve("a"), home.resolve("three.dcm")), List.of()))
        .containsExactlyInAnyOrder("one 1", ".two 2", "three.dcm 3");
    assertThat(skipped).isEmpty();
  }

  @Test
  void enters_each_real_folder_once() throws IOException {
    Files.createSymbolicLink(home.resolve("a/b/up"), home);
    Files.createSymbolicLink(home.resolve("a/again"), home.resolve("a/b"));
    assertThat(walk(List.of(home, home.resolve("a")), List.of()))
        .containsExactlyInAnyOrder("one 1", ".two 2", "three.dcm 3");
  }

  @Test
  void stays_out_of_excluded_folders_also_through_a_link_below_them() throws IOException {
    Files.createSymbolicLink(home.resolve("link"), home.resolve("a/b"));
    assertThat(walk(List.of(home), List.of(home.resolve("a")))).containsExactly("three.dcm 3");
  }

  @Test
  void reports_links_that_lead_out_of_what_was_named_and_does_not_follow_them() throws IOException {
    Files.createSymbolicLink(home.resolve("a/b/out"), home.resolve("three.dcm"));
    Files.createSymbolicLink(home.resolve("a/up"), home);
    Files.createSymbolicLink(home.resolve("a/beside"), Files.createDirectory(home.resolve("ab")));
    Files.createSymbolicLink(home.resolve("a/in"), home.resolve("a/one"));
    assertThat(walk(List.of(home.resolve("a")), List.of()))
        .containsExactlyInAnyOrder("one 1", ".two 2", "in 1");
    assertThat(skipped).containsExactly(Skipped.LEADS_OUT, Skipped.LEADS_OUT, Skipped.LEADS_OUT);
  }

  @Test
  void follows_a_link_that_was_named_and_one_that_leads_to_what_was_named_too() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), home.resolve("a"));
    Path file = Files.createSymbolicLink(home.resolve("file"), home.resolve("three.dcm"));
    Files.createSymbolicLink(home.resolve("a/out"), home.resolve("three.dcm"));
    assertThat(walk(List.of(link, file), List.of()))
        .containsExactlyInAnyOrder("one 1", ".two 2", "file 3", "out 3");
    assertThat(skipped).isEmpty();
  }

  @Test
  void reports_links_to_nothing_and_goes_on() throws IOException {
    Files.createSymbolicLink(home.resolve("a/gone"), home.resolve("nowhere"));
    assertThat(walk(List.of(home.resolve("a")), List.of())).hasSize(2);
    assertThat(skipped).containsExactly(Skipped.UNREADABLE);
  }

  @Test
  void leaves_devices_alone() throws IOException {
    Files.createSymbolicLink(home.resolve("a/null"), Path.of("/dev/null"));
    assertThat(walk(List.of(home.resolve("a")), List.of())).hasSize(2);
    assertThat(skipped).containsExactly(Skipped.NOT_A_FILE);
  }

  @Test
  void ends_when_it_is_closed() throws IOException {
    InputFiles files = new InputFiles(List.of(home), List.of(), skipped::add);
    assertThat(files.next()).isNotNull();
    files.close();
    assertThat(files.next()).isNull();
  }
}
