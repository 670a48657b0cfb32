/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.pipeline.Outcome;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;

/** Runs the project over the made objects, smallest first, so that memory can be told by size. */
final class Runs {

  /** One object's result. */
  @FunctionalInterface
  interface Step {
    List<RunLog.Found> run(Path object) throws Exception;
  }

  private Runs() {}

  /** The front door, as users run it. */
  static void pipeline(Path work) throws Exception {
    Path out = work.resolve("pipeline");
    Profile profile = Profiles.load("hipaa");
    try (Pipeline pipeline =
        Pipeline.open(Pipeline.Settings.of(Files.createDirectories(out).resolve("data")))) {
      all(
          work,
          "pipeline",
          object -> {
            Outcome outcome = pipeline.sanitize(object, out.resolve("delivered"), profile);
            if (!(outcome instanceof Outcome.Sanitized sanitized)) {
              throw new IOException("refused: " + ((Outcome.Refused) outcome).reason());
            }
            Files.move(
                sanitized.file(),
                out.resolve(object.getFileName()),
                StandardCopyOption.REPLACE_EXISTING);
            return List.of();
          });
    }
  }

  /** Runs a step over all objects, the first of them once before, untimed, to warm up. */
  static void all(Path work, String name, Step step) throws Exception {
    List<Path> objects = smallestFirst(work.resolve("in"));
    if (!objects.isEmpty()) {
      step.run(objects.get(0));
    }
    try (RunLog log = new RunLog(work.resolve(name))) {
      for (Path object : objects) {
        int number = Integer.parseInt(object.getFileName().toString().replaceAll("\\D", ""));
        List<RunLog.Found> found = List.of();
        String status = "ok";
        log.start();
        try {
          found = step.run(object);
        } catch (IOException e) {
          status = e.getMessage().replaceAll("\\s", " ");
        }
        log.end(number, status, found);
      }
    }
  }

  private static List<Path> smallestFirst(Path folder) throws IOException {
    Map<Path, Long> pixels = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
          DataSet data = object.dataSet();
          pixels.put(
              file, (long) data.integer(Tag.ROWS).orElse(0) * data.integer(Tag.COLUMNS).orElse(0));
        }
      }
    }
    return pixels.entrySet().stream()
        .sorted(Map.Entry.<Path, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
