/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives and media folders given to the command sanitize. */
class SanitizeArchivesTest {

  @TempDir private Path home;
  private Path study;
  private Path in;
  private Path out;
  private int good;

  @BeforeEach
  void writeStudy() throws IOException {
    study = TestStudy.write(home.resolve("study"));
    good = TestStudy.files(study, "").size() - 1;
    in = Files.createDirectories(home.resolve("in"));
    out = home.resolve("out");
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.1.3.10")
        .put(Tag.SOP_INSTANCE_UID, "2.25.779")
        .put(Tag.PATIENT_NAME, TestStudy.IDENTIFIERS.get(0))
        .write(study.resolve("DICOMDIR"), "2.25.770", "TEST");
  }

  @Test
  void the_objects_of_an_archive_end_as_those_of_a_folder_do() throws IOException {
    Files.write(in.resolve("study.zip"), zip());
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "Delivered " + good + " objects", "Quarantined 1 object", "Unpacked 1 of the inputs")
        .contains("Left out 1 DICOMDIR");
    assertThat(TestStudy.files(out, ".dcm")).hasSize(good);
    assertThat(TestStudy.files(out, ".receipt.json")).hasSize(good);
    Path folder = home.resolve("as-folder");
    sanitize("--quarantine", home.resolve("other"), study, folder);
    assertThat(names(out, ".dcm")).isEqualTo(names(folder, ".dcm"));
    for (Path each : TestStudy.files(out, ".dcm")) {
      assertThat(folder.resolve(out.relativize(each))).hasSameBinaryContentAs(each);
    }
    for (String identifier : TestStudy.IDENTIFIERS) {
      assertThat(ran.all()).doesNotContain(identifier);
    }
    assertThat(TestStudy.files(home.resolve("data/work"), "")).isEmpty();
  }

  @Test
  void a_damaged_archive_is_held_whole_and_the_rest_goes_on() throws IOException {
    byte[] damaged = Arrays.copyOf(zip(), 1500);
    Files.write(in.resolve("damaged.zip"), damaged);
    Files.copy(TestStudy.slice(study), in.resolve("slice"));
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("Delivered 1 object ", "1 archive-damaged: ");
    List<Path> held = TestStudy.files(home.resolve("quarantine"), ".dcm");
    assertThat(held).hasSize(1);
    assertThat(held.get(0)).hasBinaryContent(damaged);
    assertThat(TestStudy.files(home.resolve("quarantine"), ".receipt.json")).hasSize(1);
  }

  @Test
  void of_a_media_folder_the_directory_is_left_out_with_a_note() throws IOException {
    Files.delete(TestStudy.broken(study));
    Ran ran = sanitize(study, out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Delivered " + good + " objects", "Left out 1 DICOMDIR");
  }

  private Ran sanitize(Object... args) {
    Object[] all = new Object[args.length + 3];
    all[0] = "sanitize";
    all[1] = "--data";
    all[2] = home.resolve("data");
    System.arraycopy(args, 0, all, 3, args.length);
    return Ran.of(all);
  }

  private static List<String> names(Path folder, String ending) throws IOException {
    return TestStudy.files(folder, ending).stream()
        .map(each -> folder.relativize(each).toString())
        .sorted()
        .toList();
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(study)) {
      for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        zip.putNextEntry(new ZipEntry(study.relativize(each).toString()));
        zip.write(Files.readAllBytes(each));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
