/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ServiceHealthTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  @Test
  void a_quarantine_that_cannot_be_written_makes_the_service_not_ready() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      assertThat(site.get("/health").body())
          .contains("quarantine", "data", "intake-inbox", "destination-outbox");
      Files.delete(folder.resolve("quarantine"));
      Files.writeString(folder.resolve("quarantine"), "a file where the folder should be");
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(site.get("/health/ready").body()).contains("the folder is not there");
      assertThat(site.get("/health/live").statusCode()).isEqualTo(200);
      Files.delete(folder.resolve("quarantine"));
      Files.createDirectory(folder.resolve("quarantine"));
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void checkpoints_that_nobody_takes_show_in_health_and_metrics_until_somebody_does()
      throws Exception {
    Path partner = Files.writeString(folder.resolve("partner"), "a file where the folder will be");
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.log.push.uri=file:" + partner, "dicom-deid.log.push.interval=1s"))) {
      drop("inbox/a.dcm", 1);
      until(() -> assertThat(site.get("/health").body()).contains("no checkpoint of the log"));
      assertThat(site.get("/health").statusCode()).isEqualTo(503);
      assertThat(site.get("/health").body()).doesNotContain("partner");
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(pushFailing(site)).isGreaterThan(1);
      Files.delete(partner);
      until(() -> assertThat(site.get("/health").statusCode()).isEqualTo(200));
      assertThat(pushFailing(site)).isZero();
      assertThat(partner.resolve("checkpoint-000000000001.txt")).exists();
    }
  }

  private static double pushFailing(RunningSite site) throws Exception {
    return site.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("dicomdeid_checkpoint_push_failing_seconds"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_destination_folder_that_is_gone_shows_and_objects_are_taken_all_the_same()
      throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      until(() -> assertThat(site.get("/health").statusCode()).isEqualTo(200));
      Files.delete(folder.resolve("outbox"));
      assertThat(site.get("/health").statusCode()).isEqualTo(503);
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_http_api_that_does_not_answer_or_cannot_keep_uploads_makes_the_service_not_ready()
      throws Exception {
    try (ApiSite api = new ApiSite(folder)) {
      RunningSite site = api.site();
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      assertThat(site.get("/health/ready").body()).contains("http-api");
      Path waiting = folder.resolve("data/http/waiting");
      Files.move(waiting, waiting.resolveSibling("away"));
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(site.get("/health/ready").body()).contains("cannot be written to");
      Files.move(waiting.resolveSibling("away"), waiting);
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      site.camel().hasServices(VertxPlatformHttpServer.class).stream()
          .filter(each -> each.getPort() == api.port())
          .forEach(VertxPlatformHttpServer::stop);
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(site.get("/health/ready").body()).contains("nothing answers");
    }
  }

  @Test
  void an_intake_folder_that_is_gone_makes_the_service_not_ready_until_it_is_back()
      throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      Files.delete(folder.resolve("inbox"));
      until(() -> assertThat(site.get("/health/ready").body()).contains("consumer:intake-inbox"));
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(503);
      // Camel's messages of exceptions may quote names.
      until(() -> assertThat(site.get("/health/ready").body()).contains("polls fail: org.apache"));
      assertThat(site.get("/health").body())
          .doesNotContain("error-message", "inbox/", "does not exist");
      Files.createDirectory(folder.resolve("inbox"));
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      until(() -> assertThat(log.text()).contains("the intake can be polled again"));
      assertThat(log.lines().stream().filter(line -> line.contains("cannot be polled"))).hasSize(1);
      assertThat(log.text()).doesNotContain("withheld");
    }
  }

  @Test
  void a_file_that_can_be_neither_delivered_nor_held_rests_longer_each_time() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.retry.attempts=0",
                "dicom-deid.retry.delay=400ms",
                "dicom-deid.retry.max-delay=1h"))) {
      Path work = workFolder();
      Files.delete(work);
      Instant start = Instant.now();
      Path source = drop("inbox/a.dcm", 1);
      until(() -> assertThat(leftInPlace()).hasSize(3));
      // 400 ms and 800 ms; without a rest, polls 50 ms apart would have done it in a tenth.
      assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(1200));
      assertThat(source).exists();
      Files.createDirectory(work);
      // What is written anew does not rest.
      Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(30)));
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
    }
  }

  private List<String> leftInPlace() {
    return log.lines().stream().filter(line -> line.contains("source left in place")).toList();
  }

  private Path workFolder() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("data/work"))) {
      return runs.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private Path drop(String path, int number) throws Exception {
    Path made = MadeObjects.write(folder.resolve("made-" + number), number);
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, folder.resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
