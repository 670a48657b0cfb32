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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The SFTP intake against OpenSSH's own server. */
class SftpPeerTest {

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest(OpenSshServer.PASSPHRASE);
  private Path remote;

  @BeforeEach
  void prepare() throws Exception {
    Peers.require("sshd");
    remote = Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("passphrase"), OpenSshServer.PASSPHRASE);
  }

  @Test
  void a_key_with_a_passphrase_logs_in_and_files_leave_when_they_are_delivered() throws Exception {
    Path plain = MadeObjects.write(remote.resolve(MadeObjects.SOURCE_NAME + ".dcm"), 1);
    Path deep = MadeObjects.write(remote.resolve("a b/ü/2"), 2);
    Path pattern = MadeObjects.write(remote.resolve("*"), 3);
    Path link = Files.createSymbolicLink(remote.resolve("link"), Path.of("/etc/passwd"));
    try (OpenSshServer server = new OpenSshServer(folder.resolve("sshd"));
        RunningSite site = site(server, server.port())) {
      untilGone(plain, deep);
      assertThat(site.files("outbox", ".dcm")).hasSize(2);
      assertThat(pattern).exists();
      assertThat(link).isSymbolicLink();
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
    }
  }

  @Test
  void a_changed_host_key_is_refused() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1);
    try (OpenSshServer server = new OpenSshServer(folder.resolve("sshd"))) {
      Files.writeString(folder.resolve("known"), server.knownHost(server.port()));
      server.stop();
      server.newHostKey();
      server.start();
      try (RunningSite site = site(server)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> log.text().contains("com.jcraft.jsch.JSchChangedHostKeyException"));
        assertThat(source).exists();
        assertThat(site.files("outbox", ".dcm")).isEmpty();
        assertThat(Files.readString(folder.resolve("known"))).hasLineCount(1);
      }
    }
  }

  @Test
  void a_server_that_restarts_in_mid_transfer_loses_nothing() throws Exception {
    Path source = MadeObjects.write(remote.resolve("a.dcm"), 1, 800_000);
    try (OpenSshServer server = new OpenSshServer(folder.resolve("sshd"));
        CutProxy network = new CutProxy(server.port())) {
      network.stallAfter(400_000);
      try (RunningSite site = site(server, network.port())) {
        assertThat(network.broken().await(60, TimeUnit.SECONDS)).isTrue();
        server.stop();
        network.heal();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> log.text().contains("the source cannot be read"));
        assertThat(site.files("outbox", ".dcm")).isEmpty();
        server.start();
        untilGone(source);
        assertThat(site.files("outbox", ".dcm")).hasSize(1);
        assertThat(Files.size(site.files("outbox", ".dcm").get(0))).isGreaterThan(800_000);
        assertThat(site.files("quarantine", ".dcm")).isEmpty();
      }
    }
  }

  @Test
  void a_server_that_restarts_in_mid_upload_gets_the_whole_object_once() throws Exception {
    Path arrived = Files.createDirectories(folder.resolve("arrived"));
    try (OpenSshServer server = new OpenSshServer(folder.resolve("sshd"));
        CutProxy network = new CutProxy(server.port())) {
      Files.writeString(
          folder.resolve("known"),
          server.knownHost(server.port()) + server.knownHost(network.port()));
      try (RunningSite site =
          new RunningSite(
              folder,
              RunningSite.quickInbox(
                  "dicom-deid.destination.far.uri=sftp://127.0.0.1:" + network.port() + "/arrived",
                  "dicom-deid.destination.far.user=" + System.getProperty("user.name"),
                  "dicom-deid.destination.far.private-key-file=" + server.privateKey(),
                  "dicom-deid.destination.far.passphrase-file=passphrase",
                  "dicom-deid.destination.far.known-hosts-file=known",
                  "dicom-deid.destination.far.timeout=3s",
                  "dicom-deid.destination.far.retry-delay=50ms",
                  "dicom-deid.destination.far.retry-max-delay=200ms",
                  "dicom-deid.destination.near.uri=file:near"))) {
        untilGone(dropped(1, 512));
        until(() -> assertThat(wholeNames(arrived)).hasSize(2));
        // Acknowledgements of the 25 blocks stop coming, so the upload stands still; then the
        // server ends.
        network.stallAfter(600);
        Path large = dropped(2, 800_000);
        assertThat(network.broken().await(60, TimeUnit.SECONDS)).isTrue();
        server.stop();
        assertThat(wholeNames(arrived)).as("nothing partial under a final name").hasSize(2);
        network.heal();
        untilGone(large);
        until(() -> assertThat(site.files("data/backlog/far", ".json")).hasSize(1));
        server.start();
        until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
        assertThat(wholeNames(arrived)).hasSize(4);
        for (Path near : site.files("near", ".dcm")) {
          assertThat(arrived.resolve(folder.resolve("near").relativize(near)))
              .hasSameBinaryContentAs(near);
        }
        assertThat(hidden(arrived)).as("temporary names").isEmpty();
      }
    }
  }

  private Path dropped(int number, int pixelBytes) throws Exception {
    Path made = MadeObjects.write(folder.resolve("made"), number, pixelBytes);
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, folder.resolve("inbox/" + number), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> wholeNames(Path below) throws IOException {
    return files(below).stream()
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .toList();
  }

  private static List<Path> hidden(Path below) throws IOException {
    return files(below).stream()
        .filter(file -> file.getFileName().toString().startsWith("."))
        .toList();
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void until(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(25))
        .untilAsserted(assertion);
  }

  private RunningSite site(OpenSshServer server, int port) throws Exception {
    Files.writeString(folder.resolve("known"), server.knownHost(port));
    return new RunningSite(folder, settings(server, port));
  }

  private RunningSite site(OpenSshServer server) throws Exception {
    return new RunningSite(folder, settings(server, server.port()));
  }

  private String[] settings(OpenSshServer server, int port) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.intake.north.uri=sftp://127.0.0.1:" + port + "/out",
                "dicom-deid.intake.north.user=" + System.getProperty("user.name"),
                "dicom-deid.intake.north.private-key-file=" + server.privateKey(),
                "dicom-deid.intake.north.passphrase-file=passphrase",
                "dicom-deid.intake.north.known-hosts-file=known",
                "dicom-deid.intake.north.poll-delay=100ms",
                "dicom-deid.intake.north.read-lock-min-age=100ms"));
    return all.toArray(String[]::new);
  }

  private static void untilGone(Path... sources) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(25))
        .untilAsserted(
            () -> assertThat(sources).allSatisfy(each -> assertThat(each).doesNotExist()));
  }
}
