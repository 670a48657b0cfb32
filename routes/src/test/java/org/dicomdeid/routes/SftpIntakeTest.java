/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.dicomdeid.SftpSite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SftpIntakeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest(SftpSite.PASSWORD);
  private Path remote;

  @BeforeEach
  void prepare() throws Exception {
    remote = Files.createDirectories(folder.resolve("server/out"));
    Files.writeString(folder.resolve("password"), SftpSite.PASSWORD + "\n");
  }

  @Test
  void files_of_a_partner_are_delivered_and_then_gone_from_the_server() throws Exception {
    Path first = MadeObjects.write(remote.resolve(MadeObjects.SOURCE_NAME + ".dcm"), 1);
    Path second = MadeObjects.write(remote.resolve("deep/er/2 b.dcm"), 2);
    try (SftpSite server = server();
        RunningSite site = site(server)) {
      untilGone(first, second);
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
      assertThat(site.files("outbox", ".receipt.json")).hasSize(2);
      assertThat(localFiles()).isEmpty();
      assertThat(Files.getPosixFilePermissions(folder.resolve("data/incoming/north"))).hasSize(3);
      assertThat(site.get("/metrics").body())
          .contains("outcome=\"delivered\",reason=\"none\",route=\"intake-north\"");
    }
  }

  @Test
  void what_is_done_can_be_moved_on_the_server_and_a_taken_name_loses_nothing() throws Exception {
    Path done = Files.createDirectories(folder.resolve("server/done"));
    Files.writeString(done.resolve("a.dcm"), "an older one");
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    byte[] bytes = Files.readAllBytes(source);
    try (SftpSite server = server();
        RunningSite site = site(server, "dicom-deid.intake.north.move-to=done")) {
      untilGone(source);
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(done.resolve("a.dcm")).hasContent("an older one");
      try (Stream<Path> moved = Files.list(done)) {
        assertThat(moved).hasSize(2).anySatisfy(each -> assertThat(each).hasBinaryContent(bytes));
      }
    }
  }

  @Test
  void names_that_are_paths_or_patterns_are_never_taken() throws Exception {
    Path good = MadeObjects.write(remote.resolve("z-good.dcm"), 1);
    List<Path> hostile = new ArrayList<>();
    try (SftpSite server = server()) {
      for (String name : List.of("../../escape", "/etc/escape", "..", "*", "?-good.dcm", "a\\b")) {
        Path file = MadeObjects.write(remote.resolve("h" + hostile.size()), 10 + hostile.size());
        server.list("h" + hostile.size(), name);
        hostile.add(file);
      }
      // A pattern must not delete this one, which nobody may take yet.
      Path untaken = Files.writeString(remote.resolve("untaken.tmp"), "not yet");
      try (RunningSite site = site(server)) {
        untilGone(good);
        until(() -> assertThat(log.text()).contains("no single name of a file"));
        assertThat(site.files("outbox", ".dcm")).hasSize(1);
        assertThat(hostile).allSatisfy(each -> assertThat(each).exists());
        assertThat(untaken).exists();
        try (Stream<Path> all = Files.walk(folder)) {
          assertThat(all.filter(each -> each.toString().contains("escape"))).isEmpty();
        }
      }
    }
  }

  @Test
  void a_network_that_breaks_in_mid_transfer_loses_nothing_and_delivers_nothing_partial()
      throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1, 800_000);
    try (SftpSite server = server();
        CutProxy network = new CutProxy(server.port())) {
      network.cutAfter(400_000);
      try (RunningSite site = site(server, network.port())) {
        until(() -> assertThat(log.text()).contains("the source cannot be read"));
        assertThat(network.broken().await(60, TimeUnit.SECONDS)).isTrue();
        untilGone(source);
        assertThat(site.files("outbox", ".dcm")).hasSize(1);
        assertThat(Files.size(site.files("outbox", ".dcm").get(0))).isGreaterThan(800_000);
        assertThat(site.files("quarantine", ".dcm")).isEmpty();
        assertThat(localFiles()).isEmpty();
        assertThat(site.get("/metrics").body())
            .contains("dicomdeid_poll_failures_total{route=\"intake-north\"}");
      }
    }
  }

  @Test
  void a_server_that_stalls_in_mid_transfer_is_given_up_and_asked_again() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1, 800_000);
    try (SftpSite server = server();
        CutProxy network = new CutProxy(server.port())) {
      network.stallAfter(400_000);
      try (RunningSite site = site(server, network.port(), "dicom-deid.intake.north.timeout=1s")) {
        assertThat(network.broken().await(60, TimeUnit.SECONDS)).isTrue();
        until(() -> assertThat(log.text()).contains("the source cannot be read"));
        network.heal();
        untilGone(source);
        assertThat(site.files("outbox", ".dcm")).hasSize(1);
        assertThat(site.files("quarantine", ".dcm")).isEmpty();
      }
    }
  }

  @Test
  void a_file_that_is_still_being_written_waits_until_it_is_whole() throws Exception {
    byte[] whole = Files.readAllBytes(MadeObjects.write(folder.resolve("whole"), 1, 20_000));
    Path source = remote.resolve("slow.dcm");
    try (SftpSite server = server();
        RunningSite site = site(server, "dicom-deid.intake.north.read-lock-min-age=1s")) {
      int piece = whole.length / 10 + 1;
      try (OutputStream out = Files.newOutputStream(source)) {
        for (int from = 0; from < whole.length; from += piece) {
          out.write(whole, from, Math.min(piece, whole.length - from));
          out.flush();
          TimeUnit.MILLISECONDS.sleep(200);
        }
      }
      untilGone(source);
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
    }
  }

  @Test
  void a_writer_that_stalls_loses_nothing_and_a_file_that_stays_broken_is_held() throws Exception {
    byte[] whole = Files.readAllBytes(MadeObjects.write(folder.resolve("whole"), 1, 20_000));
    Path stalls = Files.write(remote.resolve("stalls.dcm"), java.util.Arrays.copyOf(whole, 9000));
    try (SftpSite server = server();
        RunningSite site = site(server, "dicom-deid.intake.north.refusal-min-age=4s")) {
      until(() -> assertThat(server.reads("stalls.dcm")).isGreaterThan(0));
      Files.write(
          stalls,
          java.util.Arrays.copyOfRange(whole, 9000, whole.length),
          StandardOpenOption.APPEND);
      untilGone(stalls);
      assertThat(site.files("outbox", ".dcm")).hasSize(1);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
      Path broken = MadeObjects.writeBroken(remote.resolve("broken.dcm"), 2);
      untilGone(broken);
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
    }
  }

  @Test
  void with_done_files_a_file_is_taken_only_once_its_done_file_is_there() throws Exception {
    Path ready = MadeObjects.write(remote.resolve("ready.dcm"), 1);
    Path waiting = MadeObjects.write(remote.resolve("waiting.dcm"), 2);
    Path done = Files.createFile(remote.resolve("ready.dcm.done"));
    try (SftpSite server = server();
        RunningSite site = site(server, "dicom-deid.intake.north.done-suffix=.done")) {
      untilGone(ready, done);
      assertThat(waiting).exists();
      Files.createFile(remote.resolve("waiting.dcm.done"));
      untilGone(waiting);
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
    }
  }

  @Test
  void as_many_objects_are_worked_on_at_once_as_the_settings_say() throws Exception {
    Path first = MadeObjects.write(remote.resolve("a.dcm"), 1);
    Path second = MadeObjects.write(remote.resolve("b.dcm"), 2);
    CountDownLatch working = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    try (SftpSite server = server();
        RunningSite site =
            site(
                server,
                "dicom-deid.intake.north.threads=2",
                "dicom-deid.destination.slow.uri=direct:slow",
                "dicom-deid.destination.slow.receipts=false",
                "dicom-deid.destination.outbox.uri=file:outbox")) {
      site.camel().addRoutes(new Slow(working, goOn));
      assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
      goOn.countDown();
      untilGone(first, second);
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
      assertThat(localFiles()).isEmpty();
    }
  }

  @Test
  void what_is_handed_over_and_not_begun_at_a_stop_is_taken_again_at_the_next_start()
      throws Exception {
    Path[] sources = new Path[6];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = MadeObjects.write(remote.resolve(i + ".dcm"), i);
    }
    String[] settings = {
      "dicom-deid.intake.north.threads=1",
      "dicom-deid.destination.slow.uri=direct:slow",
      "dicom-deid.destination.slow.receipts=false",
      "dicom-deid.destination.outbox.uri=file:outbox"
    };
    // One is worked on by the thread of the intake, one waits, one is worked on by who polls.
    CountDownLatch working = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    try (SftpSite server = server()) {
      RunningSite first = site(server, settings);
      first.camel().addRoutes(new Slow(working, goOn));
      assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stop = CompletableFuture.runAsync(first::close);
      until(() -> assertThat(first.camel().isStopping()).isTrue());
      goOn.countDown();
      stop.get(60, TimeUnit.SECONDS);
      assertThat(sources).allSatisfy(each -> assertThat(each).exists());
      assertThat(first.files("outbox", ".dcm")).hasSizeBetween(2, 3);
      try (RunningSite second = site(server, settings)) {
        second.camel().addRoutes(new Slow(working, goOn));
        untilGone(sources);
        assertThat(second.files("outbox", ".dcm")).hasSize(sources.length);
        assertThat(second.files("outbox", ".receipt.json")).hasSize(sources.length);
        assertThat(second.files("quarantine", ".dcm")).isEmpty();
        assertThat(localFiles()).isEmpty();
      }
    }
  }

  @Test
  void a_file_that_is_written_anew_while_it_is_worked_on_is_not_deleted() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (SftpSite server = server();
        RunningSite site =
            site(
                server,
                "dicom-deid.destination.slow.uri=direct:slow",
                "dicom-deid.destination.slow.receipts=false",
                "dicom-deid.destination.outbox.uri=file:outbox")) {
      site.camel().addRoutes(new Slow(working, goOn));
      assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
      MadeObjects.write(source, 2, 4_000);
      goOn.countDown();
      untilGone(source);
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
    }
  }

  @Test
  void a_namesake_of_the_same_length_and_time_is_not_taken_for_a_file_that_could_not_be_deleted()
      throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    try (SftpSite server = server()) {
      server.keep(true);
      try (RunningSite site = site(server)) {
        until(() -> assertThat(log.text()).contains("the source cannot be read"));
        replaceUnseen(source, 2);
        server.keep(false);
        untilGone(source);
        assertThat(site.files("outbox", ".dcm")).hasSize(2);
      }
    }
  }

  @Test
  void a_file_too_young_to_tell_by_its_time_is_compared_before_it_is_deleted() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (SftpSite server = server();
        RunningSite site =
            site(
                server,
                "dicom-deid.intake.north.read-lock=none",
                "dicom-deid.destination.slow.uri=direct:slow",
                "dicom-deid.destination.slow.receipts=false",
                "dicom-deid.destination.outbox.uri=file:outbox")) {
      site.camel().addRoutes(new Slow(working, goOn));
      assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
      replaceUnseen(source, 2);
      goOn.countDown();
      untilGone(source);
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
    }
  }

  /** Another object under the name, with the same length and time. */
  private void replaceUnseen(Path source, int number) throws Exception {
    FileTime time = Files.getLastModifiedTime(source);
    long length = Files.size(source);
    Path other = MadeObjects.write(folder.resolve("other"), number);
    Files.setLastModifiedTime(other, time);
    Files.move(other, source, StandardCopyOption.REPLACE_EXISTING);
    assertThat(source).hasSize(length);
    assertThat(Files.getLastModifiedTime(source)).isEqualTo(time);
  }

  @Test
  void a_server_that_is_down_shows_in_log_metrics_and_health_and_is_asked_again() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    SftpSite first = server();
    int port = first.port();
    first.stop();
    try (RunningSite site = site(first, port)) {
      until(() -> assertThat(log.text()).contains("the source cannot be read"));
      until(() -> assertThat(site.get("/health").statusCode()).isEqualTo(503));
      assertThat(site.get("/metrics").body()).contains("dicomdeid_poll_failures_total");
      first.start();
      try (first) {
        untilGone(source);
        assertThat(site.files("outbox", ".dcm")).hasSize(1);
        until(() -> assertThat(site.get("/health").statusCode()).isEqualTo(200));
      }
    }
  }

  @Test
  void a_host_whose_key_is_not_known_gets_no_password_and_gives_no_file() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    SftpSite other = new SftpSite(folder.resolve("elsewhere"));
    other.close();
    try (SftpSite server = server()) {
      Files.writeString(folder.resolve("known"), other.knownHost(server.port()));
      try (RunningSite site = site(server.port())) {
        until(() -> assertThat(log.text()).contains("com.jcraft.jsch.JSchChangedHostKeyException"));
        assertThat(server.logins()).isZero();
        assertThat(source).exists();
        assertThat(site.files("outbox", ".dcm")).isEmpty();
      }
    }
  }

  private static final class Slow extends RouteBuilder {
    private final CountDownLatch working;
    private final CountDownLatch goOn;

    Slow(CountDownLatch working, CountDownLatch goOn) {
      this.working = working;
      this.goOn = goOn;
    }

    @Override
    public void configure() {
      from("direct:slow")
          .process(
              exchange -> {
                working.countDown();
                goOn.await(60, TimeUnit.SECONDS);
              });
    }
  }

  private SftpSite server() throws Exception {
    return new SftpSite(folder.resolve("server"));
  }

  private RunningSite site(SftpSite server, String... more) throws Exception {
    return site(server, server.port(), more);
  }

  private RunningSite site(SftpSite server, int port, String... more) throws Exception {
    Files.writeString(folder.resolve("known"), server.knownHost(port));
    return site(port, more);
  }

  private RunningSite site(int port, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.intake.north.uri=sftp://127.0.0.1:" + port + "/out",
                "dicom-deid.intake.north.user=" + SftpSite.USER,
                "dicom-deid.intake.north.password-file=password",
                "dicom-deid.intake.north.known-hosts-file=known",
                "dicom-deid.intake.north.poll-delay=100ms",
                "dicom-deid.intake.north.read-lock-min-age=100ms"));
    all.addAll(List.of(more));
    return new RunningSite(folder, all.toArray(String[]::new));
  }

  private List<Path> localFiles() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("data/incoming/north"))) {
      return files.toList();
    }
  }

  private static void untilGone(Path... sources) {
    until(() -> assertThat(sources).allSatisfy(each -> assertThat(each).doesNotExist()));
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
