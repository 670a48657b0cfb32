/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.ConsistencyProof;
import org.dicomdeid.receipt.ExportVerifier;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Trust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole exports, and what an attacker would make of them. */
class ExportVerifierTest {

  @TempDir static Path folder;
  private static KeyFolder keys;
  private static Trust trust;

  /** Receipts 1 to 320, of which 300 were there when the kept checkpoint was made. */
  private static List<String> export;

  private static CheckpointNote kept;
  private static ConsistencyProof fromKept;

  /** The same site's log that was written anew from receipt 100 on. */
  private static List<String> fork;

  @BeforeAll
  static void make_two_histories() throws Exception {
    Path data = folder.resolve("data");
    keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      append(log, 0, 300);
      kept = log.checkpoint().orElseThrow();
      append(log, 300, 20);
      export = lines(log);
      CheckpointNote newest = log.checkpoint().orElseThrow();
      fromKept = new ConsistencyProof(300, log.consistency(300, 320), newest);
      tamper(store);
    }
    Files.delete(data.resolve("audit.checkpoint"));
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      append(log, 1000, 220);
      fork = lines(log);
    }
    trust = Trust.of(keys);
  }

  @Test
  void whole_export_holds_and_begins_with_the_kept_checkpoint() throws Exception {
    ExportVerifier.Report report = verify(export, Optional.of(kept));
    assertThat(report.findings()).allMatch(Finding::holds);
    assertThat(report.receipts()).isEqualTo(320);
    assertThat(report.findings())
        .extracting(Finding::check)
        .containsExactly("receipts", "log", "end", "time", "kept checkpoint");
  }

  @Test
  void part_that_is_cut_off_is_missed() throws Exception {
    assertThat(verify(export.subList(0, 319), Optional.empty()).findings())
        .anyMatch(it -> !it.holds() && it.sentence().contains("covers 320"));
    assertThat(verify(export.subList(0, 200), Optional.of(kept)).findings())
        .anyMatch(it -> !it.holds() && it.sentence().contains("covers 300"));
    assertThat(verify(export.subList(10, 320), Optional.empty()).holds()).isTrue();
  }

  @Test
  void what_a_search_found_holds_as_a_part_and_not_as_the_whole() throws Exception {
    List<String> found = List.of(export.get(4), export.get(5), export.get(90), export.get(310));
    assertThat(verify(found, Optional.empty()).holds()).isFalse();
    assertThat(ExportVerifier.verifyPart(stream(found), trust).holds()).isTrue();
    List<String> moved = List.of(export.get(90), export.get(5));
    assertThat(ExportVerifier.verifyPart(stream(moved), trust).holds()).isFalse();
  }

  @Test
  void history_that_was_written_anew_holds_by_itself_and_not_with_the_kept_checkpoint()
      throws Exception {
    assertThat(verify(fork, Optional.empty()).holds()).isTrue();
    ExportVerifier.Report report = verify(fork, Optional.of(kept));
    assertThat(report.holds()).isFalse();
    assertThat(report.findings().get(0).sentence()).contains("Line 300", "history was rewritten");
  }

  @Test
  void single_receipt_with_a_checkpoint_of_another_history_shows_the_fork() throws Exception {
    LogSettings seldom = new LogSettings(LogSettings.Stamps.CHECKPOINT, Duration.ofHours(1));
    Path data = folder.resolve("forked");
    Path copy = Files.createDirectory(folder.resolve("forked-copy"));
    List<String> shown;
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority(), seldom)) {
      append(log, 0, 10);
      for (String name : List.of("audit.mv.db", "audit.id")) {
        Files.copy(data.resolve(name), copy.resolve(name));
      }
      shown = grown(log, 10, 2);
    }
    List<String> hidden;
    try (AuditStore store = AuditStore.open(copy);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority(), seldom)) {
      hidden = grown(log, 1000, 10);
    }
    assertThat(verify(shown, Optional.empty()).holds()).isTrue();
    assertThat(verify(hidden, Optional.empty()).holds()).isTrue();
    assertThat(shown.get(4)).contains("\\n12\\n");
    List<String> mixed = new ArrayList<>(hidden);
    mixed.set(4, shown.get(4));
    assertBad(12, mixed);
  }

  private static List<String> grown(ReceiptLog log, int from, int count) throws Exception {
    append(log, from, count);
    log.checkpointNow();
    log.stampPending();
    return lines(log);
  }

  @Test
  void changed_removed_moved_doubled_and_foreign_lines_are_named() throws Exception {
    assertBad(7, with(6, line -> line.replaceFirst("\"payload\":\"..", "\"payload\":\"AA")));
    assertBad(7, with(6, line -> line.replaceFirst("\"index\":6", "\"index\":7")));
    assertBad(7, with(6, line -> "{}"));
    assertBad(7, with(6, line -> line.replaceFirst("\"log\":.*", "\"log\":null}")));
    List<String> removed = new ArrayList<>(export);
    removed.remove(6);
    assertBad(7, removed);
    List<String> moved = new ArrayList<>(export);
    moved.set(6, export.get(7));
    moved.set(7, export.get(6));
    assertBad(7, moved);
    List<String> doubled = new ArrayList<>(export);
    doubled.add(6, export.get(5));
    assertBad(7, doubled);
    List<String> mixed = new ArrayList<>(export);
    mixed.set(150, fork.get(150));
    assertBad(151, mixed);
    List<String> grafted = new ArrayList<>(fork.subList(0, 150));
    grafted.addAll(export.subList(150, 320));
    assertBad(151, grafted);
  }

  @Test
  void keys_that_are_not_trusted_prove_nothing() throws Exception {
    KeyFolder other = KeyFolder.open(folder.resolve("other"));
    other.timestampAuthority();
    assertThat(ExportVerifier.verify(stream(export), Trust.of(other), Optional.empty()).findings())
        .singleElement()
        .matches(it -> !it.holds() && it.sentence().contains("Line 1,"));
    Trust otherAuthority = new Trust(keys.trustedKeys(), other.trustedTimestampCas());
    assertThat(ExportVerifier.verify(stream(export), otherAuthority, Optional.empty()).holds())
        .isFalse();
  }

  @Test
  void single_receipt_is_compared_with_a_kept_checkpoint_by_a_proof() throws Exception {
    byte[] last = export.get(319).getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.compare(last, fromKept.checkpoint(), Optional.empty(), trust))
        .allMatch(Finding::holds);
    assertThat(ReceiptVerifier.compare(last, kept, Optional.empty(), trust))
        .noneMatch(Finding::holds);
    ConsistencyProof read = ConsistencyProof.parse(fromKept.text());
    assertThat(ReceiptVerifier.compare(last, kept, Optional.of(read), trust))
        .allMatch(Finding::holds);
    byte[] forked = fork.get(319).getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.compare(forked, fromKept.checkpoint(), Optional.empty(), trust))
        .noneMatch(Finding::holds);
    assertThat(ReceiptVerifier.compare(forked, kept, Optional.of(read), trust))
        .noneMatch(Finding::holds);
  }

  private static void assertBad(int line, List<String> lines) throws IOException {
    ExportVerifier.Report report = verify(lines, Optional.empty());
    assertThat(report.findings()).singleElement().matches(it -> !it.holds());
    assertThat(report.findings().get(0).sentence()).contains("Line " + line + ",");
  }

  private static List<String> with(int at, UnaryOperator<String> change) {
    List<String> changed = new ArrayList<>(export);
    changed.set(at, change.apply(export.get(at)));
    assertThat(changed).isNotEqualTo(export);
    return changed;
  }

  private static ExportVerifier.Report verify(List<String> lines, Optional<CheckpointNote> note)
      throws IOException {
    return ExportVerifier.verify(stream(lines), trust, note);
  }

  private static ByteArrayInputStream stream(List<String> lines) {
    return new ByteArrayInputStream(
        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(ReceiptLog log) throws IOException {
    List<String> lines = new ArrayList<>();
    log.export(
        1,
        Long.MAX_VALUE,
        receipt -> lines.add(new String(receipt.toFile(), StandardCharsets.UTF_8).strip()));
    return lines;
  }

  private static void append(ReceiptLog log, int from, int count) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      all.add(log.appendAsync(Operations.delivered(i), List.of()));
    }
    all.forEach(CompletableFuture::join);
  }

  private static void tamper(AuditStore store) throws Exception {
    try (var connection = store.connect();
        var statement = connection.createStatement()) {
      for (String table :
          List.of("receipt", "search", "lookup", "log_tile", "log_checkpoint", "log_stamp")) {
        statement.execute("drop trigger " + table + "_append_only");
      }
      statement.execute("set referential_integrity false");
      statement.executeUpdate("delete from log_stamp");
      statement.executeUpdate("delete from log_checkpoint");
      statement.executeUpdate("delete from log_tile");
      statement.executeUpdate("delete from receipt where seq > 100");
      statement.executeUpdate("delete from search where seq > 100");
      statement.executeUpdate("delete from lookup where seq > 100");
    }
  }
}
