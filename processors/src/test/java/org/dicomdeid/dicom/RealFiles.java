/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.Peers;

/** Real files that are on this machine and never in the project. */
public final class RealFiles {

  /** Debian's own Python; another one may come first in PATH and see no Debian package. */
  static final String PYTHON = "/usr/bin/python3";

  private RealFiles() {}

  /** The test data that pydicom installs; skips the test by name where pydicom is not. */
  public static List<Path> ofPydicom() throws IOException {
    Peers.require("pydicom");
    String folder =
        run(PYTHON, "-c", "import pydicom.data, os; print(os.path.dirname(pydicom.data.__file__))");
    return filesIn(Path.of(folder.trim()));
  }

  /** The files beside the project; skips the test by name where there are none. */
  public static List<Path> ofSharedFolder() throws IOException {
    Path folder = Path.of("../../shared/phi-bench/base");
    if (!Files.isDirectory(folder)) {
      abort("no folder " + folder);
    }
    return filesIn(folder);
  }

  /** Standard output of a program; fails unless it ends with status 0. */
  static String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command[0] + " ended with status " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
