/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar that users run, in a process of its own. */
final class Jar {

  /** The project, seen from this module, where tests are run. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final Path FILE = PROJECT.resolve("routes/target/dicom-deid.jar");
  private static final long PATIENCE_SECONDS = 120;

  /** What a process did. */
  record Ran(int status, String out, String err) {}

  private Jar() {}

  static Path file() {
    assertThat(FILE).as("the jar, which `mvn package` or `mvn verify` builds").exists();
    return FILE;
  }

  /** Runs a command with {@code folder} as its working folder, and waits for its end. */
  static Ran run(Path folder, Object... args) throws IOException, InterruptedException {
    return run(folder, List.of(), args);
  }

  static Ran run(Path folder, List<String> jvmOptions, Object... args)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = start(folder, jvmOptions, out, err, args);
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ends in time").isTrue();
    Ran ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return ran;
  }

  static Process start(Path folder, List<String> jvmOptions, Path out, Path err, Object... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(file().toString());
    for (Object arg : args) {
      command.add(arg.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("DICOM_DEID_DATA");
    return builder.start();
  }
}
