/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.dicomdeid.routes.trail.AuditTrail;
import org.dicomdeid.routes.trail.TrailSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a running service, at a real TLS listener. */
class AuditMessagesTest {

  private static final String ACTIVITY = "csd-code=\"110100\"";
  private static final String EXPORT = "csd-code=\"110106\"";
  private static final String IMPORT = "csd-code=\"110107\"";
  private static final String ALERT = "csd-code=\"110113\"";

  @TempDir Path folder;
  private MadeCertificates made;
  private int port;

  @BeforeEach
  void certify() throws Exception {
    made = new MadeCertificates(folder.resolve("made"));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @Test
  void start_import_export_quarantine_and_stop_are_told_and_no_patient_is_named() throws Exception {
    try (SyslogListener repository = new SyslogListener(made.trusting("server"), port, true)) {
      try (RunningSite site = new RunningSite(folder, settings())) {
        drop("a.dcm", 1);
        drop("b.dcm", 2);
        Path broken = folder.resolve("made/broken.dcm");
        byte[] whole = Files.readAllBytes(MadeObjects.write(folder.resolve("made/c.dcm"), 3));
        Files.write(broken, Arrays.copyOf(whole, whole.length - 7));
        move(broken, "broken.dcm");
        until(() -> assertThat(site.files("inbox", ".dcm")).isEmpty());
        until(
            () -> {
              assertThat(of(repository, EXPORT)).hasSize(2);
              assertThat(of(repository, IMPORT)).hasSize(3);
            });
        assertThat(site.get("/metrics").body()).contains("dicomdeid_audit_messages_waiting 0.0");
      }
      until(() -> assertThat(of(repository, ACTIVITY)).hasSize(2));

      List<String> all = repository.messages();
      assertThat(all.get(0)).contains(ACTIVITY, "110120");
      assertThat(all.get(all.size() - 1)).contains(ACTIVITY, "110121");
      assertThat(of(repository, EXPORT))
          .allSatisfy(it -> assertThat(it).contains("urn:sha256:", "DE-IDENTIFIED", "outbox"));
      assertThat(of(repository, IMPORT))
          .filteredOn(it -> it.contains("held in quarantine: truncated"))
          .hasSize(1)
          .allSatisfy(it -> assertThat(it).contains("EventOutcomeIndicator=\"4\"", "NOT-TOLD"));
      assertThat(String.join("", all)).doesNotContain(".dcm", "2.25.", "1.2.840");
      assertThat(String.join("", all).toLowerCase(Locale.ROOT))
          .doesNotContain("quillfeather", "zebulon");
    }
  }

  @Test
  void messages_that_no_repository_took_are_kept_over_a_restart_and_sent_in_order()
      throws Exception {
    try (RunningSite site = new RunningSite(folder, settings())) {
      drop("a.dcm", 1);
      until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(1));
      until(() -> assertThat(site.files("inbox", ".dcm")).isEmpty());
      until(() -> assertThat(kept()).hasSize(3));
    }
    assertThat(kept()).hasSize(4);
    try (SyslogListener repository = new SyslogListener(made.trusting("server"), port, true);
        RunningSite site = new RunningSite(folder, settings())) {
      until(() -> assertThat(repository.messages()).hasSize(5));
      until(() -> assertThat(kept()).isEmpty());
      assertThat(site.get("/health/ready").statusCode()).isIn(200, 503);
      assertThat(repository.messages().get(0)).contains(ACTIVITY, "110120");
      assertThat(repository.messages().get(1)).contains(IMPORT);
      assertThat(repository.messages().get(2)).contains(EXPORT);
      assertThat(repository.messages().get(3)).contains(ACTIVITY, "110121");
      assertThat(repository.messages().get(4)).contains(ACTIVITY, "110120");
    }
  }

  @Test
  void repository_of_a_strange_authority_gets_nothing() throws Exception {
    MadeCertificates strange = new MadeCertificates(folder.resolve("strange"));
    try (SyslogListener repository = new SyslogListener(strange.trusting("server"), port, false);
        RunningSite site = new RunningSite(folder, settings())) {
      drop("a.dcm", 1);
      until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(1));
      until(() -> assertThat(kept()).hasSize(3));
      assertThat(repository.messages()).isEmpty();
    }
  }

  @Test
  void strangers_at_the_api_and_released_originals_are_security_alerts() throws Exception {
    int api;
    try (ServerSocket free = new ServerSocket(0)) {
      api = free.getLocalPort();
    }
    try (SyslogListener repository = new SyslogListener(made.trusting("server"), port, true);
        RunningSite site =
            new RunningSite(
                folder, settings("dicom-deid.http.enabled=true", "dicom-deid.http.port=" + api))) {
      until(() -> assertThat(site.get("/health/live").statusCode()).isEqualTo(200));
      until(
          () -> {
            HttpResponse<String> refused =
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + api + "/api/v1/jobs/x"))
                            .build(),
                        HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
          });
      until(() -> assertThat(of(repository, ALERT)).isNotEmpty());
      assertThat(of(repository, ALERT)).allSatisfy(it -> assertThat(it).contains("110126"));

      // As the command does it, in a process of its own.
      AuditTrail.leaveRelease(
          new TrailSettings(
              "127.0.0.1", port, made.authority(), Optional.empty(), Optional.empty(), "cli", ""),
          folder.resolve("data"),
          "operator",
          List.of("ab".repeat(32)));
      until(
          () ->
              assertThat(of(repository, ALERT))
                  .anySatisfy(
                      it ->
                          assertThat(it)
                              .contains("110132", "operator", "urn:sha256:" + "ab".repeat(32))));
    }
  }

  private static List<String> of(SyslogListener repository, String code) {
    return repository.messages().stream()
        .filter(it -> it.substring(0, Math.min(it.length(), 400)).contains(code))
        .toList();
  }

  private String[] settings(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.audit-messages.enabled=true",
                "dicom-deid.audit-messages.host=127.0.0.1",
                "dicom-deid.audit-messages.port=" + port,
                "dicom-deid.audit-messages.ca-file=" + made.authority(),
                "dicom-deid.audit-messages.certificate=" + made.certificate("client"),
                "dicom-deid.audit-messages.key=" + made.key("client")));
    all.addAll(List.of(more));
    return RunningSite.quickInbox(all.toArray(String[]::new));
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/audit-messages"))) {
      return files.sorted().toList();
    }
  }

  private void drop(String name, int number) throws IOException {
    move(MadeObjects.write(folder.resolve("made/" + name), number), name);
  }

  private void move(Path file, String name) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(file, folder.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void until(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(assertion);
  }
}
