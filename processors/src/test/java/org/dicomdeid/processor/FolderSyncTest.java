/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSyncTest {

  @TempDir Path folder;
  private final List<String> flushed = new ArrayList<>();
  private FolderSync sync;

  @BeforeEach
  void record() {
    sync = new FolderSync(folder, path -> flushed.add(folder.relativize(path).toString()));
  }

  @Test
  void every_name_that_leads_to_the_file_is_flushed() throws Exception {
    assertThat(flushedBy("study/series/1.dcm")).containsExactly("study/series", "study", "");
    assertThat(flushedBy("0.dcm")).containsExactly("");
  }

  @Test
  void names_of_folders_are_flushed_once_and_new_ones_under_them_again() throws Exception {
    flushedBy("study/series/1.dcm");
    assertThat(flushedBy("study/series/2.dcm")).containsExactly("study/series");
    assertThat(flushedBy("study/other/1.dcm")).containsExactly("study/other", "study");
  }

  @Test
  void folder_that_was_made_anew_under_its_name_is_a_new_one() throws Exception {
    flushedBy("study/series/1.dcm");
    // Kept, so that the new ones cannot get their numbers.
    Files.move(folder.resolve("study"), folder.resolve("kept"));
    assertThat(flushedBy("study/series/1.dcm")).containsExactly("study/series", "study", "");
  }

  @Test
  void on_a_real_disk_a_file_that_is_there_passes_and_one_that_is_not_fails() throws Exception {
    FolderSync real = new FolderSync(folder.toString());
    real.sync(write("study/series/1.dcm"));
    real.sync(write("study/series/2.dcm"));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> real.sync(folder.resolve("study/series/3.dcm")));
  }

  private List<String> flushedBy(String name) throws IOException {
    flushed.clear();
    sync.sync(write(name));
    return List.copyOf(flushed);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {1});
  }
}
