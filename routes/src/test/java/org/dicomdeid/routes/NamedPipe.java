/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whoever opens it to read waits until somebody opens it to write. */
final class NamedPipe {

  private NamedPipe() {}

  /** Skips the test where pipes cannot be made. */
  static Path make(Path pipe) throws IOException, InterruptedException {
    Files.createDirectories(pipe.getParent());
    try {
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    } catch (IOException e) {
      abort("peer not installed: mkfifo");
    }
    return pipe;
  }
}
