/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.it.PlantedCorpus.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Too little memory and too little disk: others are delivered, nothing is left half done. Pixels
 * are left alone, so that reading and writing is what runs out, not the search for text.
 */
class ScarceResourcesTest {

  private static final Person WHO = Person.ALL.get(0);

  @TempDir private Path home;

  private static byte[] object(int number, int pixelBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, Kind.SC.sopClass)
        .put(Tag.SOP_INSTANCE_UID, PlantedCorpus.uid(WHO, "3." + number))
        .put(Tag.PATIENT_NAME, WHO.name())
        .put(0x00200013, Integer.toString(number))
        .put(Tag.PIXEL_DATA, VR.OB, new byte[pixelBytes])
        .write(out, "1.2.3.4", "TEST");
    return out.toByteArray();
  }

  /** An object with private elements behind its pixels, where nothing sorts any more. */
  private static byte[] wide(int number, int elements) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(object(number, 2));
    for (int i = 0; i < elements; i++) {
      int group = 0x8001 + 2 * (i / 60_000);
      int element = 0x1000 + i % 60_000;
      out.writeBytes(
          new byte[] {
            (byte) group,
            (byte) (group >> 8),
            (byte) element,
            (byte) (element >> 8),
            'L',
            'O',
            2,
            0,
            'Z',
            'q'
          });
    }
    return out.toByteArray();
  }

  @Test
  void what_needs_more_memory_than_there_is_is_held_and_the_others_delivered() throws Exception {
    Path in = Files.createDirectory(home.resolve("in"));
    Files.write(in.resolve("a"), object(1, 20_000_000));
    Files.write(in.resolve("b"), wide(2, 82_000));
    Files.write(in.resolve("c"), wide(3, 1_900_000));
    Files.write(in.resolve("d"), object(4, 1000));
    Jar.Ran ran =
        Jar.run(
            home,
            List.of("-Xmx64m"),
            "sanitize",
            "--threads",
            "1",
            "--no-receipts",
            "--no-pixel-redaction",
            "--quarantine",
            "held",
            "in",
            "out");
    assertThat(ran.status()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(Delivered.readAll(home.resolve("out"))).containsOnlyKeys(1, 2, 4);
    assertThat(reasons(home.resolve("held"))).containsExactly("out-of-memory");
    assertNothingTemporary();
    assertThat(ran.err()).doesNotContain(WHO.family(), "\tat ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_the_disk_does_not_take_leaves_nothing_and_the_others_are_delivered() throws Exception {
    Path in = Files.createDirectory(home.resolve("in"));
    Files.write(in.resolve("a"), object(1, 1000));
    Files.write(in.resolve("b"), object(2, 3_000_000));
    Files.write(in.resolve("c"), object(3, 2000));
    Path out = home.resolve("printed");
    // No file may grow beyond 1 MB: a write beyond fails as on a full disk.
    String command =
        "ulimit -f 1024; exec \"$0\" -XX:-UsePerfData -jar \"$1\" sanitize --no-receipts"
            + " --no-pixel-redaction in out";
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Jar.file().toString())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as(printed).isEqualTo(1);
    assertThat(Delivered.readAll(home.resolve("out"))).containsOnlyKeys(1, 3);
    assertNothingTemporary();
    assertThat(printed).doesNotContain(WHO.family(), "\tat ");
    // With room again, the same command delivers what was left out.
    Jar.Ran again = Jar.run(home, "sanitize", "--no-receipts", "--no-pixel-redaction", "in", "out");
    assertThat(again.status()).as(again.out() + again.err()).isZero();
    Map<Integer, Delivered> all = Delivered.readAll(home.resolve("out"));
    assertThat(all).containsOnlyKeys(1, 2, 3);
    assertThat(all.get(2).value(Tag.PIXEL_DATA).length).isEqualTo(3_000_000);
  }

  private void assertNothingTemporary() throws IOException {
    for (Path file : Delivered.files(home)) {
      String name = file.getFileName().toString();
      assertThat(name).doesNotStartWith(".").doesNotEndWith(".part");
      assertThat(
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                      .contains(WHO.family())
                  && file.startsWith(home.resolve("out")))
          .isFalse();
    }
  }

  private static List<String> reasons(Path held) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Path file : Delivered.files(held)) {
      if (file.toString().endsWith(".reason.json")) {
        reasons.add(new ObjectMapper().readTree(file.toFile()).get("reason").asText());
      }
    }
    return reasons;
  }
}
