/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativesFolderTest {

  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir Path parent;

  @Test
  void the_folder_is_for_the_owner_alone_even_when_it_was_open_to_all() throws Exception {
    Path open = Files.createDirectory(parent.resolve("natives"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    NativesFolder folder = NativesFolder.open(Optional.of(open));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_file_is_kept_when_it_is_the_same_and_replaced_when_a_bit_differs() throws Exception {
    NativesFolder folder = NativesFolder.open(Optional.of(parent.resolve("natives")));
    Path file = folder.place("library.so", CONTENT);
    Object before = Files.getAttribute(file, "unix:ino");

    folder.place("library.so", CONTENT);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);

    Files.writeString(file, "c0ntent");
    folder.place("library.so", CONTENT);
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(folder.path()).isDirectoryNotContaining("glob:**.new");
  }
}
