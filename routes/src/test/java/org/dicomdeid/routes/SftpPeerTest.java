/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SFTP intake against OpenSSH's own server. */
class SftpPeerTest {

  @TempDir Path folder;
  private CapturedLog log;
  private Path remote;

  @BeforeEach
  void listen() throws Exception {
    Peers.require("sshd");
    log = new CapturedLog();
    remote = Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("passphrase"), OpenSshServer.PASSPHRASE);
  }

  @AfterEach
  void no_log_line_names_a_patient_a_file_or_a_secret() {
    if (log != null) {
      log.close();
      assertThat(log.text())
          .doesNotContainIgnoringCase("Quillfeather")
          .doesNotContain(OpenSshServer.PASSPHRASE);
    }
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
