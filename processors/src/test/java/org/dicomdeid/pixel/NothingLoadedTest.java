/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process pays that makes a finder: nothing, until it looks for text. */
final class NothingLoadedTest {

  @TempDir Path folder;

  /** Run in a process of its own, since other tests load the libraries into this one. */
  static final class MakesAFinder {

    private MakesAFinder() {}

    public static void main(String[] args) throws Exception {
      try (OcrTextFinder finder =
          new OcrTextFinder(new OcrSettings(1, 1, 1 << 20, Optional.of(Path.of(args[0]))))) {
        finder.engines();
        if (args.length > 1) {
          finder.find(List.of(new FontLettering(64, 64, 0).picture()));
        }
      }
    }
  }

  @Test
  void a_finder_that_finds_nothing_loads_nothing() throws Exception {
    Path natives = folder.resolve("natives");

    assertThat(classesLoaded(natives.toString()))
        .anyMatch(name -> name.contains("OcrTextFinder"))
        .noneMatch(name -> name.contains(" ai.onnxruntime."))
        .noneMatch(name -> name.contains(" com.sun.jna."))
        .noneMatch(name -> name.contains(" net.sourceforge."));
    assertThat(natives).doesNotExist();
  }

  @Test
  void finding_loads_the_detector_into_a_folder_for_the_owner_alone_but_not_tesseract()
      throws Exception {
    Path natives = folder.resolve("natives");

    assertThat(classesLoaded(natives.toString(), "find"))
        .anyMatch(name -> name.contains(" ai.onnxruntime."))
        .noneMatch(name -> name.contains(" com.sun.jna."));
    assertThat(Files.getPosixFilePermissions(natives)).hasSize(3);
    assertThat(natives).isDirectoryContaining("glob:**onnxruntime*");
  }

  private List<String> classesLoaded(String... arguments) throws Exception {
    Path output = Files.createTempFile(folder, "classes", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + output,
                "-cp",
                System.getProperty("java.class.path"),
                MakesAFinder.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(output);
  }
}
