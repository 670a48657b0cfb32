/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Archives and media folders in an intake folder of the running service. */
class ArchiveServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  @Test
  void each_object_of_an_archive_is_delivered_or_held_and_then_the_archive_goes() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("DICOMDIR", directory());
    entries.put("IMAGES/" + MadeObjects.SOURCE_NAME, object(1));
    entries.put("IMAGES/2", object(2));
    entries.put("IMAGES/broken", Arrays.copyOf(object(3), 500));
    entries.put("more.zip.gz", gzip(zip(Map.of("x", object(4)))));
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path source = drop(MadeObjects.SOURCE_NAME + ".zip", zip(entries));
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(3);
      assertThat(site.files("outbox", ".receipt.json")).hasSize(3);
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
      assertThat(Files.readString(site.files("quarantine", ".reason.json").get(0)))
          .contains("truncated");
      assertThat(log.text()).contains("archive unpacked").contains("\"dicomdirs\":1");
      assertThat(workFiles()).isEmpty();
      assertThat(site.get("/metrics").body()).contains("dicomdeid_archives_total");
    }
  }

  @Test
  void a_damaged_archive_and_a_bomb_are_held_whole_with_their_reason() throws Exception {
    byte[] damaged = Arrays.copyOf(zip(Map.of("a", object(1))), 300);
    byte[] bomb = gzip(new byte[70 << 20]);
    try (RunningSite site =
        new RunningSite(
            folder, RunningSite.quickInbox("dicom-deid.intake.inbox.refusal-min-age=1s"))) {
      List<Path> sources = List.of(drop("a", damaged), drop("b", bomb), drop("c", gzip(object(5))));
      until(() -> assertThat(sources).allSatisfy(each -> assertThat(each).doesNotExist()));
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      List<Path> held = site.files("quarantine", ".dcm");
      assertThat(held)
          .hasSize(2)
          .anySatisfy(file -> assertThat(file).hasBinaryContent(damaged))
          .anySatisfy(file -> assertThat(file).hasBinaryContent(bomb));
      assertThat(log.text())
          .contains("\"reason\":\"archive-damaged\"")
          .contains("\"reason\":\"archive-bomb\"");
      assertThat(workFiles()).isEmpty();
    }
  }

  @Test
  void an_archive_whose_writer_stalls_is_left_alone_until_it_is_whole() throws Exception {
    byte[] whole = zip(Map.of("a", object(1), "b", object(2)));
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path source = folder.resolve("inbox/stalls.zip");
      try (OutputStream out = Files.newOutputStream(source)) {
        out.write(whole, 0, 700);
        // Long enough for it to be taken and found to be cut off, several times.
        await().pollDelay(Duration.ofSeconds(1)).until(() -> Files.exists(source));
        out.write(whole, 700, whole.length - 700);
      }
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
    }
  }

  @Test
  void an_archive_whose_object_found_no_end_stays_and_its_delivered_objects_are_not_sent_again()
      throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("good", object(1));
    entries.put("bad", Arrays.copyOf(object(2), 500));
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path quarantine = folder.resolve("quarantine");
      Files.delete(quarantine);
      Files.writeString(quarantine, "a file where the folder should be");
      Path source = drop("both.zip", zip(entries));
      until(() -> assertThat(log.text()).contains("already delivered"));
      assertThat(source).exists();
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      Files.delete(quarantine);
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
      assertThat(log.lines().stream().filter(line -> line.contains("\"message\":\"delivered\"")))
          .hasSize(1);
    }
  }

  @Test
  void of_a_media_folder_the_directory_is_left_out_with_a_note() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path directory = drop("cd/DICOMDIR", directory());
      Path image = drop("cd/IMAGES/I0", object(1));
      until(
          () -> {
            assertThat(directory).doesNotExist();
            assertThat(image).doesNotExist();
          });
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
      assertThat(log.text()).contains("DICOMDIR left out");
      assertThat(site.get("/metrics").body()).contains("outcome=\"left-out\"");
    }
  }

  private byte[] object(int number) throws IOException {
    return Files.readAllBytes(MadeObjects.write(folder.resolve("made-" + number), number));
  }

  private byte[] directory() throws IOException {
    Path file = folder.resolve("made-directory");
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.1.3.10")
        .put(Tag.SOP_INSTANCE_UID, "2.25.779")
        .put(Tag.PATIENT_NAME, MadeObjects.PATIENT)
        .write(file, "2.25.770", "TEST");
    return Files.readAllBytes(file);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private Path drop(String name, byte[] content) throws IOException {
    Path made = Files.write(Files.createTempFile(folder, "made", ""), content);
    Path target = folder.resolve("inbox").resolve(name);
    Files.createDirectories(target.getParent());
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<Path> workFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("data/work"))) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .forEach(found::add);
    }
    return found;
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
