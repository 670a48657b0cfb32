/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

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
import java.util.List;
import java.util.Optional;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.processor.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A destination that is down holds back only itself, in order, over restarts. */
class BacklogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  private RunningSite site(String... more) throws Exception {
    Files.writeString(
        folder.resolve("quick.yaml"),
        "profile: quick\nversion: 1\nextends: hipaa\npixels: keep\ndescription: header only\n");
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.intake.inbox.policy=" + folder.resolve("quick.yaml"),
                "dicom-deid.intake.inbox.threads=1",
                "dicom-deid.destination.near.uri=file:near",
                "dicom-deid.destination.far.uri=direct:far",
                "dicom-deid.destination.far.retry-delay=20ms",
                "dicom-deid.destination.far.retry-max-delay=100ms",
                "dicom-deid.destination.far.failures=3",
                "dicom-deid.destination.far.attempts=3"));
    all.addAll(List.of(more));
    return new RunningSite(folder, RunningSite.quickInbox(all.toArray(String[]::new)));
  }

  @Test
  void what_a_destination_does_not_take_waits_while_the_source_goes_and_others_get_theirs()
      throws Exception {
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site).down();
      dropped(1);
      dropped(2);
      assertThat(site.files("near", ".dcm")).hasSize(2);
      assertThat(site.files("near", ".receipt.json")).hasSize(2);
      assertThat(site.files("data/backlog/far", ".json")).hasSize(2);
      assertThat(site.files("quarantine", "")).isEmpty();
      until(() -> assertThat(log.text()).contains("destination is down"));
      assertThat(log.text()).contains("waits for its destination");

      far.up();
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(far.taken).hasSize(4);
      assertThat(log.text()).contains("destination takes objects again");
      assertThat(site.files("near", ".dcm")).hasSize(2);
    }
  }

  @Test
  void the_trace_of_what_waits_is_the_same_after_a_restart() throws Exception {
    String trace;
    try (RunningSite site = site()) {
      FarEnd.of(site).down();
      dropped(1);
      trace = traceOf("waits for its destination");
      assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
    }
    log.lines().clear();
    try (RunningSite site = site()) {
      FarEnd.of(site);
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(traceOf("\"message\":\"delivered\"")).isEqualTo(trace);
    }
  }

  private String traceOf(String message) {
    String line = log.lines().stream().filter(it -> it.contains(message)).findFirst().orElseThrow();
    return line.replaceFirst(".*\"trace\":\"([0-9a-f]{16})\".*", "$1");
  }

  @Test
  void a_destination_that_comes_back_gets_everything_once_and_in_order_after_a_restart()
      throws Exception {
    List<String> order = new ArrayList<>();
    try (RunningSite site = site()) {
      FarEnd.of(site).down();
      for (int number = 1; number <= 5; number++) {
        dropped(number);
        site.files("near", ".dcm").stream()
            .map(file -> folder.resolve("near").relativize(file).toString())
            .filter(name -> !order.contains(name))
            .forEach(order::add);
      }
      assertThat(site.files("data/backlog/far", ".json")).hasSize(5);
    }
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site);
      dropped(6);
      until(() -> assertThat(far.taken).hasSize(12));
      assertThat(objects(far).subList(0, 5)).isEqualTo(order);
      assertThat(objects(far)).doesNotHaveDuplicates();
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
    }
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(folder.resolve("data")))) {
      assertThat(pipeline.log().orElseThrow().verifyChain().holds()).isTrue();
    }
  }

  @Test
  void newcomers_do_not_pass_those_that_wait() throws Exception {
    try (RunningSite site = site("dicom-deid.destination.far.retry-max-delay=2s")) {
      FarEnd far = FarEnd.of(site).down();
      dropped(1);
      int before = far.calls.get();
      dropped(2);
      dropped(3);
      assertThat(site.files("data/backlog/far", ".json")).hasSize(3);
      far.up();
      until(() -> assertThat(far.taken).hasSize(6));
      assertThat(before).isPositive();
      assertThat(objects(far)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void content_that_waits_already_is_not_queued_twice() throws Exception {
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site).down();
      dropped(1);
      dropped(1);
      assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
      far.up();
      until(() -> assertThat(far.taken).hasSize(2));
      assertThat(log.text()).contains("already delivered");
    }
  }

  @Test
  void a_kill_between_delivery_and_commit_or_after_it_changes_nothing() throws Exception {
    try (RunningSite site = site()) {
      FarEnd.of(site).down();
      dropped(1);
    }
    Path kept = Files.createDirectory(folder.resolve("kept"));
    copy(folder.resolve("data/backlog/far"), kept);
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site);
      until(() -> assertThat(far.taken).hasSize(2));
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
    }
    // As if the process had died after the commit, before the entry went.
    copy(kept, folder.resolve("data/backlog/far"));
    Files.writeString(folder.resolve("data/backlog/far/.x.part"), "half a copy");
    Files.writeString(
        folder.resolve("data/backlog/far/000000000009-" + "0".repeat(32) + ".dcm"), "no entry");
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site);
      until(() -> assertThat(all("data/backlog/far")).isEmpty());
      assertThat(objects(far)).as("only the receipt again").isEmpty();
    }
  }

  @Test
  void what_a_destination_refuses_for_good_leaves_the_backlog_for_quarantine_whole()
      throws Exception {
    byte[] original = Files.readAllBytes(MadeObjects.write(folder.resolve("copy"), 1));
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site).down();
      dropped(1);
      dropped(2);
      far.answers(
          (name, content) -> {
            if (far.taken.isEmpty() && name.endsWith(".dcm") && far.calls.get() > 0) {
              far.taken.add("refused");
              throw new RefusedException(org.dicomdeid.pipeline.Reason.NAME_CONFLICT);
            }
          });
      until(() -> assertThat(site.files("quarantine", ".reason.json")).hasSize(1));
      assertThat(site.files("quarantine", ".dcm").get(0)).hasBinaryContent(original);
      assertThat(site.files("quarantine", ".reason.json").get(0))
          .content()
          .contains("name-conflict");
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(objects(far)).hasSize(1);
    }
  }

  @Test
  void a_poison_object_does_not_hold_up_the_others_for_ever() throws Exception {
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site).down();
      dropped(1);
      dropped(2);
      dropped(3);
      Optional<byte[]> poison =
          Optional.of(Files.readAllBytes(site.files("data/backlog/far", ".dcm").get(0)));
      far.answers(
          (name, content) -> {
            if (java.util.Arrays.equals(content, poison.get())) {
              throw new IOException("500");
            }
          });
      until(() -> assertThat(site.files("quarantine", ".reason.json")).hasSize(1));
      assertThat(site.files("quarantine", ".reason.json").get(0))
          .content()
          .contains("delivery-failed");
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(objects(far)).hasSize(2);
    }
  }

  @Test
  void an_entry_that_was_changed_on_disk_is_never_delivered() throws Exception {
    try (RunningSite site = site()) {
      FarEnd.of(site).down();
      dropped(1);
      dropped(2);
      List<Path> objects = site.files("data/backlog/far", ".dcm");
      Files.writeString(objects.get(0), "Quillfeather", StandardCharsets.US_ASCII);
      Files.writeString(site.files("data/backlog/far", ".json").get(1), "{\"half\":");
    }
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site);
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(far.calls).hasValue(0);
      assertThat(site.files("quarantine", ".dcm")).hasSize(2);
      assertThat(log.text()).contains("backlog-damaged");
    }
  }

  @Test
  void when_the_backlog_cannot_be_written_the_source_stays() throws Exception {
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site).down();
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(folder.resolve("data/backlog"), "a file where the folder should be");
      Path source = drop(1);
      until(() -> assertThat(log.text()).contains("source left in place"));
      assertThat(source).exists();
      assertThat(site.files("near", ".dcm")).hasSize(1);
      Files.delete(folder.resolve("data/backlog"));
      far.up();
      until(() -> assertThat(source).doesNotExist());
      until(() -> assertThat(objects(far)).hasSize(1));
      assertThat(site.files("near", ".dcm")).hasSize(1);
      assertThat(site.files("near", ".receipt.json")).hasSize(1);
    }
  }

  @Test
  void when_quarantine_fails_too_the_entry_stays() throws Exception {
    try (RunningSite site = site()) {
      FarEnd far = FarEnd.of(site).down();
      dropped(1);
      Files.delete(folder.resolve("quarantine"));
      Files.writeString(folder.resolve("quarantine"), "a file where the folder should be");
      far.answers(
          (name, content) -> {
            throw new RefusedException(org.dicomdeid.pipeline.Reason.NAME_CONFLICT);
          });
      int calls = far.calls.get();
      until(() -> assertThat(far.calls).hasValueGreaterThan(calls + 1));
      assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
      Files.delete(folder.resolve("quarantine"));
      until(() -> assertThat(site.files("quarantine", ".reason.json")).hasSize(1));
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
    }
  }

  private static List<String> objects(FarEnd far) {
    return far.taken.stream().filter(name -> name.endsWith(".dcm")).toList();
  }

  private List<Path> all(String below) throws IOException {
    try (var files = Files.list(folder.resolve(below))) {
      return files.toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Files.copy(each, to.resolve(each.getFileName()));
      }
    }
  }

  private Path drop(int number) throws Exception {
    Path made = MadeObjects.write(folder.resolve("made"), number);
    Path target = folder.resolve("inbox/" + MadeObjects.SOURCE_NAME + number + ".dcm");
    Files.createDirectories(target.getParent());
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void dropped(int number) throws Exception {
    Path source = drop(number);
    until(() -> assertThat(source).doesNotExist());
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
