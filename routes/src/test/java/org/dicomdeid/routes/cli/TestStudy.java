/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The demonstration's study under file names that tell the patient's. */
final class TestStudy {

  /** What of the study, and of the names of its files, must appear nowhere. */
  static final List<String> IDENTIFIERS =
      List.of(
          "Erika",
          "Example",
          "Beispiel",
          "Jonas",
          "EX-4711",
          "ACC-20240305",
          "Exampleton",
          "555-0100",
          "RP-77120");

  static final int GOOD = 5;

  private TestStudy() {}

  /** Five objects that can be delivered and one that is broken, in folders. */
  static Path write(Path folder) throws IOException {
    List<Path> files = DemoStudy.write(folder.resolve("Example_Erika"));
    for (Path file : files) {
      Files.move(file, file.resolveSibling("Example_Erika_EX-4711_" + file.getFileName()));
    }
    return folder;
  }

  static Path slice(Path folder) {
    return folder.resolve("Example_Erika").resolve("Example_Erika_EX-4711_slice1.dcm");
  }

  static Path broken(Path folder) {
    return folder.resolve("Example_Erika").resolve("Example_Erika_EX-4711_broken.dcm");
  }

  /** The files under a folder with this ending. */
  static List<Path> files(Path folder, String ending) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }
}
