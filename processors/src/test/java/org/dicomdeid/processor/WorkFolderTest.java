/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir Path parent;

  @Test
  void only_its_owner_can_read_it() throws Exception {
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      for (Path each : new Path[] {parent.resolve("work"), work.path()}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void what_a_killed_process_left_is_deleted_by_the_next() throws Exception {
    Path left = Files.createDirectory(parent.resolve("run-1"));
    Files.writeString(left.resolve("object"), "identifiers");
    Files.createFile(parent.resolve("run-1.lock"));
    try (WorkFolder work = WorkFolder.open(parent)) {
      assertThat(left).doesNotExist();
      assertThat(work.path()).exists();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void what_another_one_works_on_is_left_alone() throws Exception {
    try (WorkFolder first = WorkFolder.open(parent)) {
      Path object = Files.writeString(first.path().resolve("object"), "identifiers");
      try (WorkFolder second = WorkFolder.open(parent)) {
        assertThat(second.path()).isNotEqualTo(first.path());
        assertThat(object).exists();
      }
    }
  }
}
