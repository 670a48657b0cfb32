/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.pipeline.Pipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system in memory, which only root may mount. */
class FullDiskTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PIXEL_BYTES = 400_000;

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", disk.toString()) != 0) {
      abort("a file system cannot be mounted here (not root, or not allowed)");
    }
    Files.writeString(
        folder.resolve("quick.yaml"),
        "profile: quick\nversion: 1\nextends: hipaa\npixels: keep\ndescription: header only\n");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "--lazy", disk.toString());
  }

  @Test
  void while_the_disk_of_a_destination_is_full_objects_wait_and_nothing_half_lies_there()
      throws Exception {
    Path filler = fill();
    try (RunningSite site = site("dicom-deid.destination.outbox.uri=file:" + disk.resolve("out"))) {
      Path source = dropped(1);
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("data/backlog/outbox", ".json")).hasSize(1);
      assertThat(visible(disk.resolve("out"))).isEmpty();
      Files.delete(filler);
      until(() -> assertThat(site.files("data/backlog/outbox", "")).isEmpty());
      assertThat(visible(disk.resolve("out"))).hasSize(2);
      assertThat(site.files("quarantine", "")).isEmpty();
    }
    assertChainHolds(folder.resolve("data"));
  }

  @Test
  void when_the_disk_of_the_data_folder_fills_up_the_source_stays_until_there_is_room()
      throws Exception {
    try (RunningSite site =
        site(
            "dicom-deid.data=" + disk.resolve("data"),
            "dicom-deid.pressure.min-free-space=1MB",
            "dicom-deid.destination.outbox.uri=file:out")) {
      Path first = dropped(1);
      until(() -> assertThat(first).doesNotExist());
      Path filler = fill();
      Path second = dropped(2);
      until(() -> assertThat(site.get("/health?data=true").body()).contains("nearly full"));
      assertThat(second).exists();
      Files.delete(filler);
      until(() -> assertThat(second).doesNotExist());
      assertThat(site.files("out", ".dcm")).hasSize(2);
      assertThat(site.files("out", ".receipt.json")).hasSize(2);
      assertThat(site.files("quarantine", "")).isEmpty();
    }
    assertChainHolds(disk.resolve("data"));
  }

  @Test
  void a_disk_that_is_full_before_anybody_noticed_loses_nothing() throws Exception {
    try (RunningSite site =
        site(
            "dicom-deid.data=" + disk.resolve("data"),
            "dicom-deid.pressure.min-free-space=0MB",
            "dicom-deid.destination.outbox.uri=file:out")) {
      Path first = dropped(1);
      until(() -> assertThat(first).doesNotExist());
      Path filler = fill();
      Path second = dropped(2);
      until(
          () ->
              assertThat(site.get("/metrics").body())
                  .containsPattern("outcome=\"left-in-place\"[^}]*[}] [1-9]"));
      assertThat(second).exists();
      assertThat(site.files("out", ".dcm")).hasSize(1);
      Files.delete(filler);
      until(() -> assertThat(second).doesNotExist());
      assertThat(site.files("out", ".dcm")).hasSize(2);
    }
    assertChainHolds(disk.resolve("data"));
  }

  private RunningSite site(String... more) throws Exception {
    return new RunningSite(
        folder,
        Stream.concat(
                Stream.of(RunningSite.quickInbox(more)),
                Stream.of(
                    "dicom-deid.intake.inbox.policy=" + folder.resolve("quick.yaml"),
                    "dicom-deid.destination.outbox.retry-delay=50ms",
                    "dicom-deid.destination.outbox.retry-max-delay=200ms"))
            .toArray(String[]::new));
  }

  /** Takes all the room that there is. */
  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      return filler;
    }
  }

  private Path dropped(int number) throws Exception {
    Path made = MadeObjects.write(folder.resolve("made"), number, PIXEL_BYTES);
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, folder.resolve("inbox/" + number), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> visible(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }

  private static void assertChainHolds(Path data) throws Exception {
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(data))) {
      assertThat(pipeline.log().orElseThrow().verifyChain().holds()).isTrue();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
  }
}
