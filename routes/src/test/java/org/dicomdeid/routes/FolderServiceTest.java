/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.processor.RefusedException;
import org.dicomdeid.processor.UnsettledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FolderServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  @Test
  void a_dropped_file_comes_out_with_its_receipt_and_the_source_is_gone() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path source = drop("inbox/deep/er/" + MadeObjects.SOURCE_NAME + ".dcm", 1);
      until(() -> assertThat(source).doesNotExist());
      List<Path> delivered = site.files("outbox", ".dcm");
      assertThat(delivered).hasSize(1);
      Path receipt = Path.of(delivered.get(0).toString().replace(".dcm", ".receipt.json"));
      assertThat(receipt).exists().content().contains("payloadType");
      assertThat(Files.readString(delivered.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("Quillfeather");
      assertThat(log.text()).contains("\"message\":\"delivered\"");
      for (String each : List.of("data", "quarantine", "data/work")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(each))))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void what_is_refused_lies_whole_in_quarantine_with_its_reason() throws Exception {
    Path original = MadeObjects.writeBroken(folder.resolve("original"), 1);
    byte[] bytes = Files.readAllBytes(original);
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path source = move(original, "inbox/" + MadeObjects.SOURCE_NAME + ".dcm");
      Path empty = move(Files.createFile(folder.resolve("nothing")), "inbox/nothing");
      Path good = drop("inbox/good.dcm", 2);
      until(
          () -> {
            assertThat(source).doesNotExist();
            assertThat(empty).doesNotExist();
            assertThat(good).doesNotExist();
          });
      List<Path> held = site.files("quarantine", ".dcm");
      assertThat(held).hasSize(2).anySatisfy(file -> assertThat(file).hasBinaryContent(bytes));
      List<Path> reasons = site.files("quarantine", ".reason.json");
      assertThat(reasons).hasSize(2);
      for (Path reason : reasons) {
        assertThat(Files.readString(reason)).contains("\"reason\"").doesNotContain("Quillfeather");
      }
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(log.text()).contains("\"message\":\"quarantined\"");
    }
  }

  @Test
  void when_quarantine_fails_the_source_stays() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Files.delete(folder.resolve("quarantine"));
      Files.writeString(folder.resolve("quarantine"), "a file where the folder should be");
      Path source = folder.resolve("inbox/" + MadeObjects.SOURCE_NAME + ".dcm");
      MadeObjects.writeBroken(folder.resolve("whole"), 1);
      move(folder.resolve("whole"), "inbox/" + source.getFileName());
      until(() -> assertThat(log.text()).contains("source left in place"));
      assertThat(source).exists();
      Files.delete(folder.resolve("quarantine"));
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
    }
  }

  @Test
  void two_intakes_go_to_the_destinations_that_each_names() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            "dicom-deid.intake.ct.folder=in/ct",
            "dicom-deid.intake.ct.read-lock-min-age=50ms",
            "dicom-deid.intake.us.folder=in/us",
            "dicom-deid.intake.us.policy=research",
            "dicom-deid.intake.us.destinations=lab",
            "dicom-deid.intake.us.read-lock=none",
            "dicom-deid.intake.us.move-to=done",
            "dicom-deid.destination.lab.uri=file:out/lab",
            "dicom-deid.destination.registry.uri=file:out/registry",
            "dicom-deid.destination.registry.receipts=false")) {
      Path ct = drop("in/ct/1.dcm", 1);
      Path us = drop("in/us/2.dcm", 2);
      until(
          () -> {
            assertThat(ct).doesNotExist();
            assertThat(us).doesNotExist();
          });
      assertThat(site.files("out/lab", ".dcm")).hasSize(2);
      assertThat(site.files("out/lab", ".receipt.json")).hasSize(2);
      assertThat(site.files("out/registry", ".dcm")).hasSize(1);
      assertThat(site.files("out/registry", ".receipt.json")).isEmpty();
      assertThat(site.files("done", "2.dcm")).hasSize(1);
    }
  }

  @Test
  void the_same_content_is_delivered_once() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path first = drop("inbox/a.dcm", 1);
      Path second = drop("inbox/b.dcm", 1);
      until(
          () -> {
            assertThat(first).doesNotExist();
            assertThat(second).doesNotExist();
          });
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(count("\"message\":\"delivered\"")).isEqualTo(1);
      assertThat(count("already delivered")).isEqualTo(1);
    }
  }

  @Test
  void two_objects_that_share_one_uid_are_not_lost_to_each_other() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path first = drop("inbox/a.dcm", 1);
      MadeObjects.writeVariant(folder.resolve("variant"), 1);
      Path second = move(folder.resolve("variant"), "inbox/b.dcm");
      until(
          () -> {
            assertThat(first).doesNotExist();
            assertThat(second).doesNotExist();
          });
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
      assertThat(log.text()).contains("\"reason\":\"name-conflict\"");
    }
  }

  @Test
  void an_object_that_came_back_from_quarantine_goes_only_where_it_is_missing() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.destination.far.uri=direct:far",
                "dicom-deid.destination.far.receipts=false",
                "dicom-deid.destination.near.uri=file:near"))) {
      far(site, calls, 1);
      Path source = drop("inbox/a.dcm", 1);
      until(() -> assertThat(source).doesNotExist());
      Path delivered = site.files("near", ".dcm").get(0);
      FileTime time = Files.getLastModifiedTime(delivered);
      move(site.files("quarantine", ".dcm").get(0), "inbox/again.dcm");
      until(() -> assertThat(folder.resolve("inbox/again.dcm")).doesNotExist());
      assertThat(calls).hasValue(2);
      assertThat(Files.getLastModifiedTime(delivered)).isEqualTo(time);
      assertThat(count("\"message\":\"delivered\"")).isEqualTo(2);
    }
  }

  @Test
  void a_passing_fault_of_the_disk_is_tried_again_and_the_source_stays_meanwhile()
      throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path work;
      try (Stream<Path> runs = Files.list(folder.resolve("data/work"))) {
        work = runs.filter(Files::isDirectory).findFirst().orElseThrow();
      }
      Files.delete(work);
      Path source = drop("inbox/" + MadeObjects.SOURCE_NAME, 1);
      until(() -> assertThat(count("trying again")).isGreaterThanOrEqualTo(3));
      until(() -> assertThat(log.text()).contains("source left in place"));
      assertThat(source).exists();
      Files.createDirectory(work);
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
    }
  }

  @Test
  void what_the_destination_folder_does_not_hold_is_not_delivered() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.destination.outbox.uri=file:outbox?fileName=elsewhere.dcm"))) {
      Path source = drop("inbox/a.dcm", 1);
      until(() -> assertThat(source).doesNotExist());
      until(() -> assertThat(log.text()).contains("delivery failed"));
      assertThat(count("\"message\":\"delivered\"")).isZero();
      assertThat(site.files("data/backlog/outbox", ".json")).hasSize(1);
    }
  }

  @Test
  void a_refused_object_is_not_tried_again() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      MadeObjects.writeBroken(folder.resolve("broken"), 1);
      Path source = move(folder.resolve("broken"), "inbox/broken.dcm");
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
      assertThat(count("trying again")).isZero();
      assertThat(count("\"message\":\"quarantined\"")).isEqualTo(1);
    }
  }

  @Test
  void a_file_that_is_still_being_written_is_left_alone() throws Exception {
    byte[] whole = Files.readAllBytes(MadeObjects.write(folder.resolve("whole"), 1, 20_000));
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    try (RunningSite site =
        new RunningSite(
            folder, RunningSite.quickInbox("dicom-deid.intake.inbox.read-lock-min-age=1s"))) {
      Path source = folder.resolve("inbox/slow.dcm");
      AtomicInteger written = new AtomicInteger();
      OutputStream out = Files.newOutputStream(source);
      Future<?> writing =
          writer.scheduleAtFixedRate(
              () -> writePiece(out, whole, written, whole.length / 15 + 1),
              0,
              200,
              TimeUnit.MILLISECONDS);
      until(() -> assertThat(source).doesNotExist());
      assertThat(written).hasValue(whole.length);
      assertThat(writing).isNotDone();
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void files_from_before_the_clock_was_set_back_are_taken_and_broken_ones_held() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder, RunningSite.quickInbox("dicom-deid.intake.inbox.refusal-min-age=200ms"))) {
      List<Path> sources = new ArrayList<>();
      for (Path made :
          List.of(
              MadeObjects.write(folder.resolve("good"), 1),
              MadeObjects.writeBroken(folder.resolve("broken"), 2))) {
        Files.setLastModifiedTime(made, FileTime.from(Instant.now().plusSeconds(3600)));
        Path source = folder.resolve("inbox").resolve(made.getFileName());
        sources.add(Files.move(made, source, StandardCopyOption.ATOMIC_MOVE));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(sources).allSatisfy(each -> assertThat(each).doesNotExist()));
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
    }
  }

  @Test
  void a_writer_that_stalls_longer_than_the_read_lock_waits_loses_nothing() throws Exception {
    byte[] whole = Files.readAllBytes(MadeObjects.write(folder.resolve("whole"), 1, 20_000));
    AtomicInteger refusals = new AtomicInteger();
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      site.camel().getManagementStrategy().addEventNotifier(new UnsettledCounter(refusals));
      Path source = folder.resolve("inbox/stalls.dcm");
      try (OutputStream out = Files.newOutputStream(source)) {
        out.write(whole, 0, 9_000);
        until(() -> assertThat(refusals).hasValueGreaterThan(1));
        out.write(whole, 9_000, whole.length - 9_000);
      }
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
    }
  }

  @Test
  void with_done_files_a_file_is_taken_only_once_its_done_file_is_there() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder, RunningSite.quickInbox("dicom-deid.intake.inbox.done-suffix=.done"))) {
      Path waiting = drop("inbox/waiting.dcm", 1);
      Path ready = drop("inbox/ready.dcm", 2);
      Path done = Files.createFile(folder.resolve("inbox/ready.dcm.done"));
      until(() -> assertThat(ready).doesNotExist());
      assertThat(done).doesNotExist();
      assertThat(waiting).exists();
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      Files.createFile(folder.resolve("inbox/waiting.dcm.done"));
      until(() -> assertThat(waiting).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
    }
  }

  @Test
  void a_named_pipe_is_left_alone_and_holds_nothing_up() throws Exception {
    Path pipe = NamedPipe.make(folder.resolve("inbox/0-" + MadeObjects.SOURCE_NAME));
    try (RunningSite site =
        new RunningSite(folder, RunningSite.quickInbox("dicom-deid.intake.inbox.read-lock=none"))) {
      until(() -> assertThat(log.text()).contains("not a regular file"));
      for (int each = 1; each <= 3; each++) {
        Path source = drop("inbox/" + each + ".dcm", each);
        until(() -> assertThat(source).doesNotExist());
      }
      assertThat(site.files("outbox", ".dcm")).hasSize(3);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
      assertThat(pipe).exists();
      assertThat(count("not a regular file")).isEqualTo(1);
      assertThat(log.text()).doesNotContain("left in place");
    }
  }

  @Test
  void links_that_lead_out_of_the_folder_are_left_alone_and_nothing_behind_them_is_taken()
      throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path other = MadeObjects.write(elsewhere.resolve("other.dcm"), 7);
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Path file = Files.createSymbolicLink(inbox.resolve("0-" + MadeObjects.SOURCE_NAME), other);
    Path below = Files.createSymbolicLink(inbox.resolve("1"), elsewhere);
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      until(() -> assertThat(log.text()).contains("a link that leads out of the folder"));
      Path source = drop("inbox/2.dcm", 2);
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
      assertThat(List.of(file, below)).allSatisfy(link -> assertThat(link).isSymbolicLink());
      assertThat(other).exists();
      assertThat(count("a link that leads out of the folder")).isEqualTo(1);
      assertThat(log.text()).doesNotContain(MadeObjects.SOURCE_NAME);
    }
  }

  @Test
  void only_files_that_are_included_and_not_excluded_are_taken() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.intake.inbox.include=**/*.dcm",
                "dicom-deid.intake.inbox.exclude=**/scout*"))) {
      Path other = drop("inbox/a.txt", 1);
      Path scout = drop("inbox/sub/scout1.dcm", 2);
      Path wanted = drop("inbox/sub/b.dcm", 3);
      until(() -> assertThat(wanted).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(other).exists();
      assertThat(scout).exists();
    }
  }

  @Test
  void health_and_metrics_tell_what_happened_and_name_nobody() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path good = drop("inbox/" + MadeObjects.SOURCE_NAME + ".dcm", 1);
      MadeObjects.writeBroken(folder.resolve("broken"), 2);
      Path bad = move(folder.resolve("broken"), "inbox/" + MadeObjects.SOURCE_NAME + "2.dcm");
      until(
          () -> {
            assertThat(good).doesNotExist();
            assertThat(bad).doesNotExist();
          });
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      assertThat(site.get("/health").body())
          .contains("\"status\":\"UP\"", "route:intake-inbox", "consumer:intake-inbox");
      assertThat(site.get("/health/live").statusCode()).isEqualTo(200);
      String metrics = site.get("/metrics").body();
      assertThat(metrics)
          .contains(
              "dicomdeid_objects_total{outcome=\"delivered\",reason=\"none\",route=\"intake-inbox\"} 1.0",
              "outcome=\"quarantined\",reason=\"truncated\"",
              "dicomdeid_bytes_total{direction=\"in\",route=\"intake-inbox\"}",
              "dicomdeid_stage_seconds_count{route=\"intake-inbox\",stage=\"sanitize\"} 1",
              "dicomdeid_stage_seconds_count{route=\"intake-inbox\",stage=\"deliver\"} 1",
              "dicomdeid_object_seconds{route=\"intake-inbox\",quantile=\"0.99\"}",
              "dicomdeid_receipts_pending 0.0",
              "dicomdeid_receipts_pending_age_seconds 0.0",
              "dicomdeid_tsa_up 1.0",
              "dicomdeid_backlog_files{route=\"intake-inbox\"}",
              "dicomdeid_quarantine_files")
          .doesNotContainIgnoringCase("Quillfeather");
    }
  }

  /** Counts the exchanges that failed because a file was too young to be refused. */
  private static final class UnsettledCounter extends EventNotifierSupport {

    private final AtomicInteger refusals;

    UnsettledCounter(AtomicInteger refusals) {
      this.refusals = refusals;
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.ExchangeFailedEvent failed
          && failed.getCause() instanceof UnsettledException) {
        refusals.incrementAndGet();
      }
    }
  }

  private static void far(RunningSite site, AtomicInteger calls, int failures) throws Exception {
    site.camel()
        .addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                errorHandler(noErrorHandler());
                from("direct:far")
                    .process(
                        exchange -> {
                          if (calls.incrementAndGet() <= failures) {
                            throw new RefusedException(Reason.of("full", "takes none"));
                          }
                        });
              }
            });
  }

  private static void writePiece(OutputStream out, byte[] whole, AtomicInteger written, int piece) {
    int from = written.get();
    byte[] bytes = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + piece));
    if (bytes.length > 0) {
      try {
        out.write(bytes);
        written.addAndGet(bytes.length);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** As a careful sender does: written elsewhere, renamed into place, old enough to be taken. */
  private Path drop(String path, int number) throws Exception {
    Path made = MadeObjects.write(folder.resolve("made-" + number + "-" + path.hashCode()), number);
    return move(made, path);
  }

  private Path move(Path made, String path) throws Exception {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private long count(String part) {
    return log.lines().stream().filter(line -> line.contains(part)).count();
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
