/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.dicomdeid.SftpSite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of destination against a server of its kind. */
class DestinationsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest(SftpSite.PASSWORD, "tok-en");

  @BeforeEach
  void prepare() throws Exception {
    Files.writeString(
        folder.resolve("quick.yaml"),
        "profile: quick\nversion: 1\nextends: hipaa\npixels: keep\ndescription: header only\n");
  }

  private RunningSite site(String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.intake.inbox.policy=" + folder.resolve("quick.yaml"),
                "dicom-deid.destination.far.retry-delay=20ms",
                "dicom-deid.destination.far.retry-max-delay=100ms"));
    all.addAll(List.of(more));
    return new RunningSite(folder, RunningSite.quickInbox(all.toArray(String[]::new)));
  }

  private RunningSite sftp(SftpSite server, String... more) throws Exception {
    Files.writeString(folder.resolve("password"), SftpSite.PASSWORD + "\n");
    if (Files.notExists(folder.resolve("known_hosts"))) {
      server.knownHosts(folder.resolve("known_hosts"));
    }
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.destination.far.uri=sftp://127.0.0.1:" + server.port() + "/in",
                "dicom-deid.destination.far.user=" + SftpSite.USER,
                "dicom-deid.destination.far.password-file=password",
                "dicom-deid.destination.far.known-hosts-file=known_hosts",
                "dicom-deid.destination.far.timeout=5s"));
    all.addAll(List.of(more));
    return site(all.toArray(String[]::new));
  }

  @Test
  void sftp_gets_object_and_receipt_under_their_names_and_nothing_else() throws Exception {
    try (SftpSite server = new SftpSite(folder.resolve("remote"));
        RunningSite site = sftp(server, "dicom-deid.destination.near.uri=file:near")) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      until(() -> assertThat(site.files("remote", "")).hasSize(2));
      Path near = site.files("near", ".dcm").get(0);
      Path far = folder.resolve("remote/in").resolve(folder.resolve("near").relativize(near));
      assertThat(far).hasSameBinaryContentAs(near);
      assertThat(site.files("remote", ".receipt.json")).hasSize(1);
    }
  }

  @Test
  void sftp_that_goes_down_and_comes_back_gets_what_waited() throws Exception {
    try (SftpSite server = new SftpSite(folder.resolve("remote"));
        RunningSite site = sftp(server)) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      until(() -> assertThat(site.files("remote", "")).hasSize(2));
      server.stop();
      dropped(MadeObjects.write(folder.resolve("made"), 2));
      assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
      server.start();
      until(() -> assertThat(site.files("remote", "")).hasSize(4));
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
    }
  }

  @Test
  void sftp_with_another_host_key_gets_nothing() throws Exception {
    try (SftpSite other = new SftpSite(folder.resolve("other"));
        SftpSite server = new SftpSite(folder.resolve("remote"))) {
      String known = Files.readString(other.knownHosts(folder.resolve("known")));
      Files.writeString(
          folder.resolve("known_hosts"), known.replace(":" + other.port(), ":" + server.port()));
      try (RunningSite site = sftp(server)) {
        dropped(MadeObjects.write(folder.resolve("made"), 1));
        until(() -> assertThat(log.text()).contains("destination is down"));
        assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
        assertThat(site.files("remote", "")).isEmpty();
      }
    }
  }

  @Test
  void sftp_that_holds_other_content_under_the_name_keeps_it_and_the_newcomer_is_held()
      throws Exception {
    try (SftpSite server = new SftpSite(folder.resolve("remote"));
        RunningSite site = sftp(server)) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      Path far = site.files("remote", ".dcm").get(0);
      byte[] first = Files.readAllBytes(far);
      Path variant = MadeObjects.writeVariant(folder.resolve("made"), 1);
      byte[] original = Files.readAllBytes(variant);
      dropped(variant);
      assertThat(site.files("quarantine", ".dcm").get(0)).hasBinaryContent(original);
      assertThat(log.text()).contains("name-conflict");
      assertThat(far).hasBinaryContent(first);
      assertThat(site.files("data/work/compare", "")).isEmpty();
    }
  }

  @Test
  void sftp_that_has_the_same_bytes_already_counts_as_delivered() throws Exception {
    try (SftpSite server = new SftpSite(folder.resolve("remote"))) {
      try (RunningSite site = sftp(server)) {
        dropped(MadeObjects.write(folder.resolve("made"), 1));
        until(() -> assertThat(site.files("remote", "")).hasSize(2));
      }
      // As after a kill between delivery and commit: the ledger knows nothing of it.
      Files.move(folder.resolve("data/audit.mv.db"), folder.resolve("lost.db"));
      Files.move(folder.resolve("data/audit.id"), folder.resolve("lost.id"));
      Files.move(folder.resolve("data/audit.checkpoint"), folder.resolve("lost.checkpoint"));
      try (RunningSite site = sftp(server)) {
        dropped(MadeObjects.write(folder.resolve("made"), 1));
        assertThat(site.files("quarantine", "")).isEmpty();
        assertThat(site.files("data/backlog/far", "")).isEmpty();
        assertThat(site.files("remote", "")).hasSize(2);
      }
    }
  }

  @Test
  void sftp_whose_folders_are_taken_away_gets_them_anew() throws Exception {
    try (SftpSite server = new SftpSite(folder.resolve("remote"));
        RunningSite site = sftp(server)) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      until(() -> assertThat(site.files("remote", "")).hasSize(2));
      Path series = site.files("remote", ".dcm").get(0).getParent();
      Files.move(series.getParent(), folder.resolve("fetched"));
      dropped(MadeObjects.write(folder.resolve("made"), 2));
      until(() -> assertThat(site.files("remote", "")).hasSize(2));
      assertThat(log.text()).doesNotContain("waits for its destination");
    }
  }

  @Test
  void sftp_gets_the_object_whole_where_a_part_of_it_was_left_lying() throws Exception {
    try (SftpSite server = new SftpSite(folder.resolve("remote"))) {
      Path near;
      Path far;
      try (RunningSite site = sftp(server, "dicom-deid.destination.near.uri=file:near")) {
        dropped(MadeObjects.write(folder.resolve("made"), 1));
        until(() -> assertThat(site.files("remote", "")).hasSize(2));
        near = site.files("near", ".dcm").get(0);
        far = site.files("remote", ".dcm").get(0);
      }
      // As after a kill in mid upload, of something longer.
      Path part = Files.move(far, far.resolveSibling(".part-" + far.getFileName()));
      Files.writeString(part, "longer", StandardOpenOption.APPEND);
      Files.move(folder.resolve("data/audit.mv.db"), folder.resolve("lost.db"));
      Files.move(folder.resolve("data/audit.id"), folder.resolve("lost.id"));
      Files.move(folder.resolve("data/audit.checkpoint"), folder.resolve("lost.checkpoint"));
      try (RunningSite site = sftp(server)) {
        dropped(MadeObjects.write(folder.resolve("made"), 1));
        assertThat(far).hasSameBinaryContentAs(near);
        assertThat(part).doesNotExist();
        assertThat(site.files("data/backlog/far", "")).isEmpty();
      }
    }
  }

  @Test
  void http_gets_the_object_as_it_is_with_the_token_and_no_header_of_ours() throws Exception {
    Files.writeString(folder.resolve("token"), "tok-en\n");
    try (HttpSite server = new HttpSite();
        RunningSite site =
            site(
                "dicom-deid.destination.near.uri=file:near",
                "dicom-deid.destination.far.uri=" + server.url("/take?x=1"),
                "dicom-deid.destination.far.token-file=token")) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      assertThat(server.posted).hasSize(1);
      HttpSite.Posted posted = server.posted.get(0);
      assertThat(posted.body()).isEqualTo(text(site.files("near", ".dcm").get(0)));
      assertThat(posted.headers())
          .containsEntry("content-type", "application/dicom")
          .containsEntry("authorization", "Bearer tok-en");
      assertThat(posted.headers().keySet())
          .noneMatch(name -> name.startsWith("dicomdeid") || name.startsWith("camel"));
    }
  }

  @Test
  void https_goes_to_a_server_whose_certificate_is_trusted_for_its_name_and_to_no_other()
      throws Exception {
    MadeCertificates made = new MadeCertificates(folder.resolve("made-certificates"));
    MadeCertificates strange = new MadeCertificates(folder.resolve("strange"));
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(made.trusting(null));
    Files.writeString(folder.resolve("token"), "tok-en\n");
    try (HttpSite trusted = HttpSite.withTls(made.trusting("server"));
        HttpSite stranger = HttpSite.withTls(strange.trusting("server"));
        HttpSite pacs =
            HttpSite.withTls(made.trusting("server"))
                .answers(200, "{\"00081199\":{\"vr\":\"SQ\"}}");
        RunningSite site =
            site(
                "dicom-deid.destination.near.uri=file:near",
                "dicom-deid.destination.far.uri=" + trusted.url("/take"),
                "dicom-deid.destination.far.token-file=token",
                "dicom-deid.destination.strange.uri=" + stranger.url("/take"),
                "dicom-deid.destination.strange.token-file=token",
                "dicom-deid.destination.misnamed.uri="
                    + trusted.url("/other").replace("127.0.0.1", "localhost"),
                "dicom-deid.destination.misnamed.token-file=token",
                "dicom-deid.destination.pacs.uri=stow:" + pacs.url("/dicom-web"))) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      assertThat(trusted.posted).hasSize(1);
      assertThat(trusted.posted.get(0).path()).isEqualTo("/take");
      assertThat(trusted.posted.get(0).body()).isEqualTo(text(site.files("near", ".dcm").get(0)));
      assertThat(pacs.posted).hasSize(1);
      assertThat(site.files("data/backlog/strange", ".json")).hasSize(1);
      assertThat(site.files("data/backlog/misnamed", ".json")).hasSize(1);
      assertThat(stranger.posted).isEmpty();
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void http_answers_decide_what_waits_and_what_is_refused_for_good() throws Exception {
    try (HttpSite server = new HttpSite();
        HttpSite elsewhere = new HttpSite();
        RunningSite site = site("dicom-deid.destination.far.uri=" + server.url("/take"))) {
      server.redirects(elsewhere.url("/"));
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      server.answers(503, MadeObjects.PATIENT);
      int before = server.posted.size();
      until(() -> assertThat(server.posted).hasSizeGreaterThan(before + 1));
      assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
      assertThat(elsewhere.posted).as("credentials would follow").isEmpty();
      server.answers(422, MadeObjects.PATIENT);
      until(() -> assertThat(log.text()).contains("refused-by-destination"));
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
      server.answers(201, "");
      dropped(MadeObjects.write(folder.resolve("made"), 2));
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(site.files("quarantine", ".dcm")).hasSize(1);
    }
  }

  @Test
  void stow_sends_one_part_and_believes_the_answer_not_the_status() throws Exception {
    try (HttpSite server = new HttpSite();
        RunningSite site =
            site(
                "dicom-deid.destination.near.uri=file:near",
                "dicom-deid.destination.far.uri=stow:" + server.url("/dicom-web"))) {
      server.answers(200, "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[]}}");
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      HttpSite.Posted posted = server.posted.get(0);
      assertThat(posted.path()).isEqualTo("/dicom-web/studies");
      assertThat(posted.headers().get("content-type"))
          .startsWith("multipart/related; type=\"application/dicom\"; boundary=");
      assertThat(posted.body())
          .contains(
              "Content-Type: application/dicom\r\n\r\n"
                  + text(site.files("near", ".dcm").get(0))
                  + "\r\n--");
      assertThat(posted.headers()).containsEntry("content-length", "" + posted.body().length());

      server.answers(202, failed(0xA700));
      dropped(MadeObjects.write(folder.resolve("made"), 2));
      assertThat(site.files("data/backlog/far", ".json")).hasSize(1);
      server.answers(409, failed(0xC000));
      until(() -> assertThat(site.files("quarantine", ".reason.json")).hasSize(1));
      assertThat(site.files("quarantine", ".reason.json").get(0)).content().contains("C000H");
    }
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static String failed(int reason) {
    return "{\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081197\":{\"vr\":\"US\",\"Value\":["
        + reason
        + "]}}]}}";
  }

  @Test
  void rules_choose_by_modality_and_site_and_what_is_for_none_is_held() throws Exception {
    try (RunningSite site =
        site(
            "dicom-deid.intake.ward7.folder=ward7",
            "dicom-deid.intake.ward7.policy=" + folder.resolve("quick.yaml"),
            "dicom-deid.intake.ward7.read-lock=none",
            "dicom-deid.intake.ward7.poll-delay=50ms",
            "dicom-deid.destination.other.uri=file:other",
            "dicom-deid.destination.other.when=modality=OT,SC",
            "dicom-deid.destination.ct.uri=file:ct",
            "dicom-deid.destination.ct.when=modality=CT",
            "dicom-deid.destination.ward.uri=file:ward",
            "dicom-deid.destination.ward.when=calling-site=ward7",
            "dicom-deid.destination.class.uri=file:class",
            "dicom-deid.destination.class.when=sop-class=1.2.840.10008.5.1.4.1.1.2",
            "dicom-deid.destination.far.uri=file:far",
            "dicom-deid.destination.far.when=modality=CT; calling-site=ward7")) {
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      assertThat(site.files("other", ".dcm")).hasSize(1);
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      assertThat(log.text()).contains("already delivered");
      Path second =
          Files.move(MadeObjects.write(folder.resolve("made"), 2), folder.resolve("ward7/2.dcm"));
      until(() -> assertThat(second).doesNotExist());
      assertThat(site.files("ward", ".dcm")).hasSize(1);
      assertThat(site.files("other", ".dcm")).hasSize(2);
      for (String none : List.of("ct", "class", "far")) {
        assertThat(site.files(none, "")).as(none).isEmpty();
      }
    }
    try (RunningSite site =
        site(
            "dicom-deid.destination.far.uri=file:far",
            "dicom-deid.destination.far.when=modality=CT")) {
      dropped(MadeObjects.write(folder.resolve("made"), 3));
      assertThat(site.files("quarantine", ".reason.json").get(0))
          .content()
          .contains("no-destination");
    }
  }

  @Test
  void intakes_pause_while_a_backlog_is_full_and_go_on_by_themselves_and_health_says_so()
      throws Exception {
    try (RunningSite site =
        site(
            "dicom-deid.pressure.max-waiting=2",
            "dicom-deid.destination.near.uri=file:near",
            "dicom-deid.destination.far.uri=direct:far")) {
      FarEnd far = FarEnd.of(site).down();
      dropped(MadeObjects.write(folder.resolve("made"), 1));
      dropped(MadeObjects.write(folder.resolve("made"), 2));
      Path third = drop(MadeObjects.write(folder.resolve("made"), 3));
      until(() -> assertThat(log.text()).contains("backlog full, its intakes pause"));
      assertThat(site.files("data/backlog/far", ".json")).hasSize(2);
      assertThat(third).exists();
      until(() -> assertThat(site.get("/health/ready").statusCode()).isEqualTo(200));
      assertThat(site.get("/health?data=true").body())
          .contains("held back: circuit", "2 waiting", "paused: too much waits");
      assertThat(site.get("/metrics").body())
          .contains(
              "dicomdeid_destination_waiting{destination=\"far\"} 2.0",
              "dicomdeid_destination_waiting_seconds{destination=\"far\"}",
              "dicomdeid_intakes_paused 1.0");
      far.up();
      until(() -> assertThat(third).doesNotExist());
      until(() -> assertThat(site.files("data/backlog/far", "")).isEmpty());
      assertThat(site.files("near", ".dcm")).hasSize(3);
      assertThat(log.text()).contains("backlog has room");
    }
  }

  @Test
  void nothing_is_taken_in_while_the_disk_is_nearly_full_and_a_stop_does_not_wait_for_it()
      throws Exception {
    Path source;
    try (RunningSite site =
        site(
            "dicom-deid.pressure.min-free-space=999999999GB",
            "dicom-deid.destination.far.uri=file:far")) {
      source = drop(MadeObjects.write(folder.resolve("made"), 1));
      until(() -> assertThat(log.text()).contains("disk nearly full, intakes pause"));
      assertThat(site.files("far", "")).isEmpty();
    }
    assertThat(source).exists();
    assertThat(log.text()).doesNotContain("left in place");
    try (RunningSite site = site("dicom-deid.destination.far.uri=file:far")) {
      until(() -> assertThat(source).doesNotExist());
      assertThat(site.files("far", ".dcm")).hasSize(1);
    }
  }

  private Path drop(Path made) throws Exception {
    Path target = folder.resolve("inbox/" + MadeObjects.SOURCE_NAME + ".dcm");
    Files.createDirectories(target.getParent());
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void dropped(Path made) throws Exception {
    Path source = drop(made);
    until(() -> assertThat(source).doesNotExist());
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
