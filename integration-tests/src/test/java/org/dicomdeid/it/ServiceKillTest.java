/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.receipt.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, killed without warning while it works. */
class ServiceKillTest {

  private static final int OBJECTS = 100;
  private static final int BROKEN = 5;
  private static final int KILLS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  @TempDir Path site;
  private Process service;

  @AfterEach
  void stop() {
    if (service != null) {
      service.destroyForcibly();
    }
  }

  @Test
  void kills_at_any_time_lose_nothing_and_deliver_nothing_twice() throws Exception {
    Files.writeString(
        site.resolve("application.properties"),
        """
        dicom-deid.management.enabled=false
        dicom-deid.intake.inbox.folder=inbox
        dicom-deid.intake.inbox.poll-delay=50ms
        dicom-deid.intake.inbox.read-lock-min-age=100ms
        dicom-deid.intake.inbox.read-lock-check-interval=20ms
        """);
    Path originals = Files.createDirectory(site.resolve("originals"));
    Path inbox = Files.createDirectory(site.resolve("inbox"));
    for (int i = 0; i < OBJECTS + BROKEN; i++) {
      Path original = object(originals.resolve("object" + i), i, i >= OBJECTS);
      Path copy = Files.copy(original, site.resolve("copy"));
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(60)));
      Files.move(copy, inbox.resolve("object" + i), StandardCopyOption.ATOMIC_MOVE);
    }
    for (int kill = 1; kill <= KILLS; kill++) {
      int enough = ended() + OBJECTS / (KILLS + 2);
      start(kill);
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> ended() >= enough);
      service.destroyForcibly().waitFor();
    }
    assertThat(files(inbox, "")).as("work is left for the last start").isNotEmpty();
    start(KILLS + 1);
    await().atMost(PATIENCE).until(() -> files(inbox, "").isEmpty());
    service.destroy();
    service.waitFor();

    List<Path> delivered = files(site.resolve("outbox"), ".dcm");
    assertThat(delivered).hasSize(OBJECTS);
    assertThat(files(site.resolve("outbox"), ".receipt.json")).hasSize(OBJECTS);
    assertThat(files(site.resolve("outbox"), "")).as("no temporary files").hasSize(2 * OBJECTS);
    assertThat(files(site.resolve("quarantine"), ".dcm")).hasSize(BROKEN);
    assertThat(files(site.resolve("quarantine"), ".reason.json")).hasSize(BROKEN);
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(site.resolve("data")))) {
      assertBytesAreThoseOfAnUndisturbedRun(pipeline, originals);
      assertOneReceiptForEachDelivery(pipeline, delivered);
    }
  }

  private void assertBytesAreThoseOfAnUndisturbedRun(Pipeline pipeline, Path originals)
      throws Exception {
    Profile profile = Profiles.load("hipaa");
    Path again = Files.createDirectory(site.resolve("again"));
    for (int i = 0; i < OBJECTS; i++) {
      Path original = originals.resolve("object" + i);
      Sanitized expected = (Sanitized) pipeline.process(original, again, profile);
      Path actual = site.resolve("outbox").resolve(expected.name().relativePath());
      assertThat(actual).hasSameBinaryContentAs(expected.file());
    }
  }

  private static void assertOneReceiptForEachDelivery(Pipeline pipeline, List<Path> delivered)
      throws Exception {
    Map<String, Integer> statements = new HashMap<>();
    for (long sequence = 1; ; sequence++) {
      Optional<Receipt> receipt = pipeline.log().orElseThrow().find(sequence);
      if (receipt.isEmpty()) {
        break;
      }
      String payload = new String(receipt.get().envelope().payload(), StandardCharsets.UTF_8);
      statements.merge(
          payload.replaceAll("(?s).*?\"sha256\":\"([0-9a-f]{64})\".*", "$1"), 1, Integer::sum);
    }
    TreeSet<String> outputs = new TreeSet<>();
    for (Path file : delivered) {
      String digest = pipeline.digest(file).sha256();
      outputs.add(digest);
      assertThat(statements).containsEntry(digest, 1);
    }
    assertThat(outputs).hasSize(delivered.size());
  }

  private void start(int number) throws IOException {
    service =
        Jar.start(
            site,
            List.of("-Xmx128m"),
            site.resolve("log" + number + ".txt"),
            site.resolve("errors" + number + ".txt"),
            "run");
  }

  /** How many objects have come to an end. */
  private int ended() throws IOException {
    return files(site.resolve("outbox"), ".dcm").size()
        + files(site.resolve("quarantine"), ".dcm").size();
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> file.toString().endsWith(suffix))
            .filter(file -> !file.toString().endsWith(".camelLock"))
            .filter(file -> suffix.isEmpty() || !file.getFileName().toString().startsWith("."))
            .forEach(found::add);
      } catch (java.io.UncheckedIOException e) {
        // The service renames and deletes meanwhile; the next look sees it.
        return List.of(folder);
      }
    }
    return found;
  }

  private static Path object(Path file, int number, boolean broken) throws IOException {
    byte[] pixels = new byte[40_000];
    Arrays.fill(pixels, (byte) number);
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, SECONDARY_CAPTURE)
        .put(Tag.SOP_INSTANCE_UID, "2.25.880" + number)
        .put(Tag.STUDY_INSTANCE_UID, "2.25.881")
        .put(Tag.SERIES_INSTANCE_UID, "2.25.882" + number % 7)
        .put(Tag.PATIENT_NAME, "Nobody^" + number)
        .put(Tag.PATIENT_ID, "N-" + number)
        .put(Tag.PIXEL_DATA, VR.OB, pixels)
        .write(file, "2.25.880", "TEST");
    if (broken) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 1000));
    }
    return file;
  }
}
