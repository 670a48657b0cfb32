/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.Quarantine;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.pipeline.TakenObject;
import org.dicomdeid.receipt.KeyFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineCommandTest {

  private static final Reason FAILED = Reason.of("delivery-failed", "the destination is down");

  @TempDir private Path home;
  private Path held;
  private Path data;
  private List<Path> study;

  @BeforeEach
  void site() throws IOException {
    held = home.resolve("held");
    data = home.resolve("data");
    TestStudy.write(home.resolve("in"));
    study =
        TestStudy.files(home.resolve("in"), ".dcm").stream()
            .filter(file -> file.toString().contains("slice"))
            .toList();
    KeyFolder.open(Pipeline.Settings.of(data).keys()).signingKey();
  }

  @Test
  void lists_by_reason_and_age_and_prints_no_value_and_no_name() throws Exception {
    HeldObject one = hold(1, FAILED);
    hold(2, Reason.DICOMDIR);
    Ran all = quarantine("list");
    assertThat(all.status()).isZero();
    assertThat(all.out()).contains(one.sha256(), "delivery-failed", "dicomdir", "2 objects");
    assertThat(all.all()).doesNotContain("Example", "Erika", "EX-4711");
    Ran json = quarantine("list", "--reason", "delivery-failed", "--json");
    JsonNode listed = new ObjectMapper().readTree(json.out());
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("sha256").asText()).isEqualTo(one.sha256());
    assertThat(listed.get(0).get("bytes").asLong()).isEqualTo(Files.size(one.file()));
    assertThat(quarantine("list", "--older-than", "1h").out()).contains("0 objects");
    Path why = held.resolve(one.sha256() + ".reason.json");
    Files.writeString(
        why, Files.readString(why).replaceAll("\"time\" : \"[0-9]{4}", "\"time\" : \"2001"));
    assertThat(quarantine("list", "--older-than", "1h").out()).contains("1 object,", one.sha256());
    assertThat(quarantine("show", one.sha256().substring(0, 8)).out())
        .contains("the destination is down", "whole, as its digest says");
  }

  @Test
  void purge_deletes_what_it_is_told_to_and_leaves_a_signed_record() throws Exception {
    HeldObject one = hold(1, FAILED);
    HeldObject two = hold(2, Reason.DICOMDIR);
    Ran ran = quarantine("purge", one.sha256(), "--by", "on-call");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Deleted 1 object");
    assertThat(files(held)).containsExactly(two.sha256() + ".dcm", two.sha256() + ".reason.json");
    Ran log = quarantine("log");
    assertThat(log.status()).isZero();
    assertThat(log.out())
        .contains("PURGED", one.sha256(), "delivery-failed", "by on-call", "holds");
    assertThat(PosixFilePermissions.toString(custodyRights())).isEqualTo("rw-------");
  }

  @Test
  void a_record_that_was_changed_or_taken_out_is_noticed() throws Exception {
    for (int i = 0; i < 3; i++) {
      quarantine("purge", hold(1, FAILED).sha256());
    }
    Path log = data.resolve("custody.jsonl");
    List<String> lines = Files.readAllLines(log);
    assertThat(quarantine("log").status()).isZero();
    Files.write(log, List.of(lines.get(0), lines.get(2)));
    Ran missing = quarantine("log", "--json");
    assertThat(missing.status()).isEqualTo(1);
    JsonNode entries = new ObjectMapper().readTree(missing.out());
    assertThat(entries.get(0).get("holds").asBoolean()).isTrue();
    assertThat(entries.get(1).get("holds").asBoolean()).isFalse();
    // Another key: whoever has not the site's cannot write a record of his own.
    Path other = home.resolve("other");
    KeyFolder.open(Pipeline.Settings.of(other).keys()).signingKey();
    Files.write(other.resolve("custody.jsonl"), lines);
    assertThat(Ran.of("quarantine", "log", "--data", other).status()).isEqualTo(1);
    // Torn by a crash: told, and the next record follows it.
    Files.write(log, lines);
    Files.writeString(log, lines.get(0).substring(0, 50), java.nio.file.StandardOpenOption.APPEND);
    quarantine("purge", hold(1, FAILED).sha256());
    Ran torn = quarantine("log");
    assertThat(torn.status()).isEqualTo(1);
    assertThat(torn.out()).contains("cut off by a crash", "5 records").contains("   5  ");
    assertThat(torn.out().lines().filter(line -> line.endsWith("holds"))).hasSize(4);
  }

  @Test
  void nothing_is_done_with_bytes_that_are_not_those_of_the_digest() throws Exception {
    HeldObject one = hold(1, FAILED);
    Files.writeString(one.file(), "x", java.nio.file.StandardOpenOption.APPEND);
    Path into = Files.createDirectory(home.resolve("inbox"));
    for (Ran ran :
        List.of(
            quarantine("purge", one.sha256()),
            quarantine("retry", one.sha256(), "--into", into),
            quarantine("retry", one.sha256(), "--policy", "hipaa", "--out", home.resolve("out")),
            quarantine(
                "release", one.sha256(), "--to", home.resolve("x.dcm"), "--with-identifiers"),
            quarantine("show", one.sha256()))) {
      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.all()).containsAnyOf("not those of its digest", "DAMAGED");
    }
    assertThat(files(held)).containsExactly(one.sha256() + ".dcm", one.sha256() + ".reason.json");
    assertThat(files(into)).isEmpty();
    assertThat(home.resolve("x.dcm")).doesNotExist();
    assertThat(quarantine("log").out()).contains("0 records");
  }

  @Test
  void retry_puts_the_original_bytes_into_a_watched_folder() throws Exception {
    HeldObject one = hold(1, FAILED);
    byte[] bytes = Files.readAllBytes(one.file());
    Path into = Files.createDirectory(home.resolve("inbox"));
    // A stranger's file has the name already; it is not overwritten.
    Path taken = Files.writeString(into.resolve(one.sha256() + ".dcm"), "other");
    Ran ran = quarantine("retry", "--reason", "delivery-failed", "--into", into);
    assertThat(ran.status()).isZero();
    assertThat(files(into)).containsExactly(one.sha256() + "-2.dcm", one.sha256() + ".dcm");
    assertThat(into.resolve(one.sha256() + "-2.dcm")).hasBinaryContent(bytes);
    assertThat(taken).hasContent("other");
    assertThat(files(held)).isEmpty();
    assertThat(quarantine("log").out()).contains("RETRIED");
  }

  @Test
  void retry_knows_the_intakes_of_the_service_and_their_done_files() throws Exception {
    HeldObject one = hold(1, FAILED);
    Path into = Files.createDirectory(home.resolve("ct"));
    System.setProperty("dicom-deid.intake.ct.folder", into.toString());
    System.setProperty("dicom-deid.intake.ct.done-suffix", ".done");
    try {
      assertThat(quarantine("retry", "--all", "--intake", "mr").err()).contains("it has ct");
      assertThat(quarantine("retry", "--all", "--intake", "ct").status()).isZero();
    } finally {
      System.clearProperty("dicom-deid.intake.ct.folder");
      System.clearProperty("dicom-deid.intake.ct.done-suffix");
    }
    assertThat(files(into)).containsExactly(one.sha256() + ".dcm", one.sha256() + ".dcm.done");
  }

  @Test
  void retry_with_a_policy_delivers_what_is_clean_and_holds_the_rest_again() throws Exception {
    HeldObject good = hold(1, FAILED);
    HeldObject bad = hold(TestStudy.broken(home.resolve("in")), FAILED);
    Path out = home.resolve("out");
    Ran ran = quarantine("retry", "--all", "--policy", "hipaa", "--out", out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("Delivered 1 object", "Quarantined 1 object");
    List<HeldObject> left = HeldObject.list(held);
    assertThat(left).extracting(HeldObject::sha256).containsExactly(bad.sha256());
    assertThat(left.get(0).reason()).isNotEqualTo("delivery-failed");
    assertThat(left.get(0).isIntact()).isTrue();
    assertThat(good.file()).doesNotExist();
    assertThat(files(held)).allMatch(name -> name.startsWith(bad.sha256()));
    try (Stream<Path> all = Files.walk(out)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(2);
    }
  }

  @Test
  void release_needs_the_flag_overwrites_nothing_and_is_on_record() throws Exception {
    HeldObject one = hold(1, FAILED);
    Path to = home.resolve("original.dcm");
    Ran without = quarantine("release", one.sha256(), "--to", to);
    assertThat(without.status()).isEqualTo(2);
    assertThat(to).doesNotExist();
    Ran ran = quarantine("release", one.sha256(), "--to", to, "--with-identifiers");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(to).hasSameBinaryContentAs(one.file());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
        .isEqualTo("rw-------");
    assertThat(quarantine("release", one.sha256(), "--to", to, "--with-identifiers").status())
        .isEqualTo(2);
    assertThat(quarantine("log").out()).contains("RELEASED", one.sha256(), "1 record");
  }

  @Test
  void what_a_killed_command_had_taken_comes_back() throws Exception {
    HeldObject one = hold(1, FAILED);
    TakenObject.take(one);
    assertThat(HeldObject.list(held)).isEmpty();
    assertThat(quarantine("list").out()).contains(one.sha256(), "delivery-failed");
  }

  @Test
  void without_keys_nothing_is_changed_and_none_are_made() throws Exception {
    HeldObject one = hold(1, FAILED);
    Path nowhere = home.resolve("nowhere");
    Ran ran = Ran.of("quarantine", "purge", one.sha256(), "--quarantine", held, "--data", nowhere);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("no keys");
    assertThat(one.file()).exists();
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void what_changes_something_must_be_told_what() throws Exception {
    HeldObject one = hold(1, FAILED);
    for (Ran ran :
        List.of(
            quarantine("purge"),
            quarantine("purge", "--all", one.sha256()),
            quarantine("purge", "abc"),
            quarantine("purge", "00000000"),
            quarantine("purge", "--older-than", "soon"),
            quarantine("purge", "--all", "--by", "a b"),
            quarantine("retry", "--all"),
            quarantine("retry", "--all", "--policy", "hipaa"))) {
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).isNotEmpty();
    }
    assertThat(one.file()).exists();
  }

  private HeldObject hold(int number, Reason reason) throws IOException {
    return hold(study.get(number - 1), reason);
  }

  private HeldObject hold(Path file, Reason reason) throws IOException {
    Path kept = new Quarantine(held).hold(file, DurableFiles.copy(file, copy()), reason);
    return HeldObject.list(held).stream().filter(it -> it.file().equals(kept)).findFirst().get();
  }

  private Path copy() throws IOException {
    return Files.createTempDirectory(home, "copy").resolve("copy");
  }

  private Ran quarantine(Object... arguments) {
    Object[] all = new Object[arguments.length + 5];
    all[0] = "quarantine";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    int at = arguments.length + 1;
    all[at] = "--quarantine";
    all[at + 1] = held;
    all[at + 2] = "--data";
    all[at + 3] = data;
    return Ran.of(all);
  }

  private java.util.Set<java.nio.file.attribute.PosixFilePermission> custodyRights()
      throws IOException {
    return Files.getPosixFilePermissions(data.resolve("custody.jsonl"));
  }

  /** Names without those that begin with a dot and are locks; anything else hidden shows. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString())
          .filter(name -> !name.equals(".taking.lock"))
          .sorted()
          .toList();
    }
  }
}
