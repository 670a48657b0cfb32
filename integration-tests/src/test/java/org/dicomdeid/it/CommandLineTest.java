/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as users start it. */
class CommandLineTest {

  private static final int MANY = 3000;
  private static final byte[] UID = "2.25.88442211.11".getBytes(StandardCharsets.US_ASCII);

  /** A slice of the demonstration's study. */
  private static byte[] slice;

  @TempDir private Path home;

  @BeforeAll
  static void makeSlice(@TempDir Path folder) throws IOException, InterruptedException {
    Jar.Ran demo = Jar.run(folder, "demo", "demo");
    assertThat(demo.status()).as(demo.err()).isZero();
    slice = Files.readAllBytes(folder.resolve("demo/in/slice1.dcm"));
  }

  @Test
  void exit_status_tells_delivered_quarantined_and_wrong_usage()
      throws IOException, InterruptedException {
    Path good = Files.write(home.resolve("good"), slice);
    Path bad = Files.write(home.resolve("bad"), Arrays.copyOf(slice, slice.length / 2));
    Jar.Ran all = Jar.run(home, "sanitize", good, "out");
    assertThat(all.err()).isEmpty();
    assertThat(all.out()).contains("Delivered 1 object to out").doesNotContain("\r");
    assertThat(all.status()).isZero();
    Jar.Ran some = Jar.run(home, "sanitize", good, bad, "out2");
    assertThat(some.err()).isEmpty();
    assertThat(some.out()).contains("Quarantined 1 object");
    assertThat(some.status()).isEqualTo(1);
    assertThat(files(home.resolve("quarantine"), ".dcm")).hasSize(1);
    Jar.Ran wrong = Jar.run(home, "sanitize", "nowhere", "out3");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("There is no nowhere").doesNotContain("\tat ");
  }

  @Test
  void a_store_that_another_process_has_open_is_refused_with_the_mend()
      throws IOException, InterruptedException {
    Path in = many(MANY);
    Process first = start(in);
    try {
      awaitFirstDelivery();
      Path one = Files.write(home.resolve("one"), slice);
      Jar.Ran second = Jar.run(home, "sanitize", one, "out2");
      assertThat(second.status()).isEqualTo(2);
      assertThat(second.err()).contains("another process has the audit store open", "--data");
    } finally {
      first.destroy();
      first.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void sanitize_loads_neither_camel_nor_a_logging_framework()
      throws IOException, InterruptedException {
    Path one = Files.write(home.resolve("one"), slice);
    Path classes = home.resolve("classes.txt");
    Jar.Ran ran =
        Jar.run(home, List.of("-Xlog:class+load:file=" + classes), "sanitize", one, "out");
    assertThat(ran.status()).isZero();
    assertThat(Files.readString(classes))
        .contains("org.dicomdeid.pipeline.Pipeline")
        .doesNotContain("org.apache.camel", "ch.qos.logback");
  }

  @Test
  void an_interrupt_leaves_whole_files_and_nothing_temporary()
      throws IOException, InterruptedException {
    Process process = start(many(MANY));
    awaitFirstDelivery();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    Path out = home.resolve("out");
    List<Path> objects = files(out, ".dcm");
    assertThat(objects).isNotEmpty().hasSizeLessThan(MANY);
    for (Path file : objects) {
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        assertThat(file.getFileName().toString())
            .isEqualTo(object.dataSet().string(Tag.SOP_INSTANCE_UID) + ".dcm");
      }
    }
    assertThat(files(out, ".receipt.json")).hasSameSizeAs(objects);
    try (Stream<Path> all = Files.walk(out)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
    // What was interrupted can be done again.
    Path one = Files.write(home.resolve("one"), slice);
    assertThat(Jar.run(home, "sanitize", one, "out").status()).isZero();
  }

  private Process start(Path in) throws IOException {
    return Jar.start(
        home, List.of(), home.resolve("log.txt"), home.resolve("err.txt"), "sanitize", in, "out");
  }

  private void awaitFirstDelivery() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !files(home.resolve("out"), ".dcm").isEmpty());
  }

  /** Slices that differ in their instance UID. */
  private Path many(int count) throws IOException {
    Path folder = Files.createDirectories(home.resolve("many"));
    for (int i = 0; i < count; i++) {
      byte[] copy = slice.clone();
      byte[] digits = Integer.toString(1000 + i).getBytes(StandardCharsets.US_ASCII);
      for (int at = indexOf(copy, 0); at >= 0; at = indexOf(copy, at + 1)) {
        System.arraycopy(digits, 0, copy, at + UID.length - "2211.11".length(), digits.length);
      }
      Files.write(folder.resolve("f" + i), copy);
    }
    return folder;
  }

  private static int indexOf(byte[] bytes, int from) {
    for (int at = from; at + UID.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + UID.length, UID, 0, UID.length)) {
        return at;
      }
    }
    return -1;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    } catch (java.io.UncheckedIOException goneMeanwhile) {
      return List.of();
    }
  }
}
