/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.SftpSite;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.it.PlantedCorpus.Planted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of outputs depend on input, profile and keys, and on nothing else. */
class RepeatabilityTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<Integer> NEW_UIDS =
      List.of(0x00080018, 0x0020000D, 0x0020000E, 0x00200052);

  @TempDir private static Path home;
  private static List<Planted> planted;
  private static Map<Path, String> bad;
  private static Map<Path, byte[]> first;

  @BeforeAll
  static void sanitizeOnce() throws IOException, InterruptedException {
    planted = PlantedCorpus.make(home.resolve("in/good"));
    bad = BadFiles.make(home.resolve("in/bad"));
    Jar.Ran ran = Jar.run(home, "sanitize", "--data", "keys1", "--quarantine", "held", "in", "out");
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    first = objects(home.resolve("out"));
    assertThat(first).hasSize(PlantedCorpus.OBJECTS);
  }

  /** Objects by their place in an output folder. */
  private static Map<Path, byte[]> objects(Path folder) throws IOException {
    Map<Path, byte[]> objects = new TreeMap<>();
    for (Path file : Delivered.files(folder)) {
      if (file.toString().endsWith(".dcm")) {
        objects.put(folder.relativize(file), Files.readAllBytes(file));
      }
    }
    return objects;
  }

  private static void assertSame(Map<Path, byte[]> actual, Map<Path, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as("%s", name).isEqualTo(bytes));
  }

  @Test
  void the_same_keys_give_the_same_bytes_in_another_place_and_order() throws Exception {
    Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
    copyKeys(elsewhere.resolve("data"));
    List<Object> arguments = new ArrayList<>(List.of("sanitize", "--threads", "1"));
    for (int i = planted.size() - 1; i >= 0; i--) {
      arguments.add(Files.copy(planted.get(i).file(), elsewhere.resolve("n" + i)));
    }
    arguments.add("out");
    assertThat(Jar.run(elsewhere, arguments.toArray()).status()).isZero();
    assertSame(objects(elsewhere.resolve("out")), first);
  }

  @Test
  void other_keys_give_other_uids() throws Exception {
    Jar.Ran ran = Jar.run(home, "sanitize", "--data", "keys2", "in/good", "other");
    assertThat(ran.status()).as(ran.err()).isZero();
    Set<String> uids = new HashSet<>();
    for (String folder : List.of("out", "other")) {
      Set<String> here = new HashSet<>();
      for (Delivered clean : Delivered.readAll(home.resolve(folder)).values()) {
        for (int tag : NEW_UIDS) {
          here.add(clean.string(tag));
        }
      }
      assertThat(uids).doesNotContainAnyElementsOf(here);
      uids.addAll(here);
    }
  }

  @Test
  void what_was_sanitized_can_be_sanitized_again() throws Exception {
    Jar.Ran ran = Jar.run(home, "sanitize", "--data", "keys1", "out", "again");
    // Receipts beside the objects are no DICOM; each object is delivered all the same.
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    Map<Integer, Delivered> again = Delivered.readAll(home.resolve("again"));
    Map<Integer, Delivered> once = Delivered.readAll(home.resolve("out"));
    assertThat(again.keySet()).isEqualTo(once.keySet());
    for (Planted object : planted) {
      Delivered twice = again.get(object.number());
      Delivered before = once.get(object.number());
      assertThat(twice.string(Tag.SOP_INSTANCE_UID))
          .startsWith("2.25.")
          .isNotEqualTo(before.string(Tag.SOP_INSTANCE_UID));
      for (int tag : List.of(0x00081030, 0x0008103E, 0x00204000, 0x00100030, Tag.PIXEL_DATA)) {
        assertThat(twice.value(tag)).as(Tag.format(tag)).isEqualTo(before.value(tag));
      }
      assertThat(twice.dataSet().size()).isEqualTo(before.dataSet().size());
      assertThat(twice.string(0x00120062)).isEqualTo("YES");
      assertThat(twice.dataSet().get(0x00120064).items()).hasSize(object.kind().pixels ? 6 : 5);
    }
  }

  @Test
  void the_service_delivers_the_same_bytes_and_logs_no_identifier() throws Exception {
    Path site = Files.createDirectories(home.resolve("site"));
    copyKeys(site.resolve("data"));
    Files.writeString(
        site.resolve("application.properties"),
        """
        dicom-deid.management.enabled=false
        dicom-deid.intake.inbox.folder=inbox
        dicom-deid.intake.inbox.poll-delay=50ms
        dicom-deid.intake.inbox.read-lock-min-age=100ms
        dicom-deid.intake.inbox.read-lock-check-interval=20ms
        """);
    Path inbox = Files.createDirectories(site.resolve("inbox"));
    List<String> hunted = PlantedIdentifiersTest.identifiers();
    List<Path> sources = new ArrayList<>(bad.keySet());
    planted.forEach(object -> sources.add(object.file()));
    for (Path source : sources) {
      Path copy = Files.copy(source, inbox.resolve(source.getFileName()));
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(60)));
      hunted.add(source.getFileName().toString());
    }
    Process service =
        Jar.start(site, List.of(), site.resolve("log"), site.resolve("errors"), "run");
    try {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> Delivered.files(inbox).isEmpty());
      service.destroy();
      assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      service.destroyForcibly();
    }
    assertSame(objects(site.resolve("outbox")), first);
    assertSame(objects(site.resolve("quarantine")), objects(home.resolve("held")));
    IdentifierHunt hunt = new IdentifierHunt(hunted);
    String log = Files.readString(site.resolve("log"));
    assertThat(log.lines().filter(line -> line.contains("\"input\":\"")).count())
        .as("each object has its line")
        .isGreaterThanOrEqualTo(PlantedCorpus.OBJECTS + bad.size());
    assertThat(hunt.in(log + Files.readString(site.resolve("errors")))).isEmpty();
    for (EvidenceText.Row row : EvidenceText.ofStore(site.resolve("data"))) {
      assertThat(hunt.in(row)).isEmpty();
    }
    for (Path file : Delivered.files(site)) {
      assertThat(hunt.in(site.relativize(file).toString())).isEmpty();
      if (file.toString().endsWith(".json")) {
        assertThat(hunt.in(EvidenceText.ofReceipt(file))).isEmpty();
      }
    }
  }

  @Test
  void what_comes_by_sftp_or_http_gives_the_same_bytes_too() throws Exception {
    Path site = Files.createDirectories(home.resolve("servers"));
    copyKeys(site.resolve("data"));
    Path outgoing = Files.createDirectories(site.resolve("remote/outgoing"));
    List<Planted> some = planted.subList(0, PlantedCorpus.Kind.values().length);
    Map<Path, byte[]> expected = new TreeMap<>();
    Map<Integer, Delivered> all = Delivered.readAll(home.resolve("out"));
    for (Planted object : some) {
      Delivered clean = all.get(object.number());
      expected.put(home.resolve("out").relativize(clean.file()), clean.bytes());
      Files.copy(object.file(), outgoing.resolve("n" + object.number()));
    }
    try (SftpSite remote = new SftpSite(site.resolve("remote"));
        HttpService service = new HttpService(site, List.of())) {
      Files.writeString(site.resolve("password"), SftpSite.PASSWORD + "\n");
      remote.knownHosts(site.resolve("known_hosts"));
      Files.writeString(
          site.resolve("application.properties"),
          """
          dicom-deid.intake.partner.uri=sftp://127.0.0.1:%d/outgoing
          dicom-deid.intake.partner.user=%s
          dicom-deid.intake.partner.password-file=password
          dicom-deid.intake.partner.known-hosts-file=known_hosts
          dicom-deid.intake.partner.poll-delay=50ms
          dicom-deid.intake.partner.read-lock-min-age=100ms
          dicom-deid.intake.partner.destinations=by-sftp
          dicom-deid.http.jobs.destinations=by-job
          dicom-deid.destination.by-sftp.uri=file:by-sftp
          dicom-deid.destination.by-job.uri=file:by-job
          """
              .formatted(remote.port(), SftpSite.USER));
      service.start();
      service.awaitReady();
      List<String> jobs = new ArrayList<>();
      Set<String> answered = new HashSet<>();
      for (Planted object : some) {
        jobs.add(
            service
                .sanitize(object.file(), true, BodyHandlers.discarding(), "Prefer", "respond-async")
                .headers()
                .firstValue("Location")
                .orElseThrow());
        HttpResponse<byte[]> answer =
            service.sanitize(object.file(), true, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        answered.add(HexFormat.of().formatHex(answer.body()));
      }
      for (String job : jobs) {
        await()
            .atMost(PATIENCE)
            .until(() -> service.json(job).get("state").asText().equals("ended"));
      }
      await().atMost(PATIENCE).until(() -> Delivered.files(outgoing).isEmpty());
      assertThat(answered)
          .isEqualTo(expected.values().stream().map(HexFormat.of()::formatHex).collect(toSet()));
    }
    assertSame(objects(site.resolve("by-job")), expected);
    assertSame(objects(site.resolve("by-sftp")), expected);
  }

  private static void copyKeys(Path data) throws IOException {
    for (Path key : Delivered.files(home.resolve("keys1/keys"))) {
      Path copy = data.resolve(home.resolve("keys1").relativize(key).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(key, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
