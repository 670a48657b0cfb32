/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleLogTest {

  @TempDir Path data;
  private KeyFolder keys;
  private AuditStore store;
  private ReceiptLog log;

  @BeforeEach
  void open() throws Exception {
    keys = KeyFolder.open(data.resolve("keys"));
    store = AuditStore.open(data);
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    store.close();
  }

  @Test
  void receipt_has_its_whole_evidence_when_it_is_committed() throws Exception {
    List<Receipt> all = append(0, 300);
    for (Receipt each : all) {
      assertThat(ReceiptVerifier.verify(each.toFile(), Optional.empty(), Trust.of(keys)))
          .extracting(Finding::check)
          .contains("log", "checkpoint", "time stamp", "time");
      assertThat(ReceiptVerifier.verify(each.toFile(), Optional.empty(), Trust.of(keys)))
          .allMatch(Finding::holds);
    }
    List<Receipt> read = new ArrayList<>();
    log.export(1, Long.MAX_VALUE, read::add);
    assertThat(read)
        .extracting(each -> new String(each.toFile(), StandardCharsets.UTF_8))
        .containsExactlyElementsOf(
            all.stream().map(it -> new String(it.toFile(), StandardCharsets.UTF_8)).toList());
  }

  @Test
  void log_grows_on_after_each_start_and_all_its_checkpoints_are_of_one_history() throws Exception {
    List<CheckpointNote> notes = new ArrayList<>();
    int from = 0;
    for (int count : new int[] {1, 254, 1, 1, 255, 300}) {
      append(from, count);
      from += count;
      notes.add(log.checkpointNow().orElseThrow());
      reopen(LogSettings.STANDARD);
      assertThat(log.checkpoint().orElseThrow().note())
          .isEqualTo(notes.get(notes.size() - 1).note());
    }
    assertThat(notes.get(5).checkpoint().size()).isEqualTo(812);
    for (CheckpointNote older : notes) {
      assertThat(log.compare(older)).isEmpty();
      for (CheckpointNote newer : notes) {
        long m = older.checkpoint().size();
        long n = newer.checkpoint().size();
        if (m <= n) {
          assertThat(
                  MerkleTree.isConsistent(
                      m,
                      older.checkpoint().root(),
                      n,
                      newer.checkpoint().root(),
                      log.consistency(m, n)))
              .isTrue();
        }
      }
    }
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void store_of_an_earlier_release_gets_its_log_at_the_first_start() throws Exception {
    append(0, 600);
    tamper("delete from log_stamp; delete from log_checkpoint; delete from log_tile");
    // Not at once, or the one that is due could come before it is looked for.
    reopen(new LogSettings(Stamps.CHECKPOINT, Duration.ofHours(1)));
    assertThat(log.checkpoint()).isEmpty();
    assertThat(log.find(5).orElseThrow().log()).isEmpty();
    assertThat(log.checkpointNow().orElseThrow().checkpoint().size()).isEqualTo(600);
    Receipt old = log.find(5).orElseThrow();
    assertThat(ReceiptVerifier.verify(old.toFile(), Optional.empty(), Trust.of(keys)))
        .allMatch(Finding::holds);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void those_that_are_worked_on_at_once_share_a_commit_which_waits_for_no_more() throws Exception {
    reopen(LogSettings.STANDARD.gathering(Duration.ofHours(1)));
    List<CompletableFuture<Receipt>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertThat(all).noneMatch(CompletableFuture::isDone);
      all.add(log.appendAsync(Operations.delivered(i), List.of(), 3));
    }
    for (CompletableFuture<Receipt> each : all) {
      assertThat(each.get(1, TimeUnit.MINUTES).log().orElseThrow().checkpoint().checkpoint().size())
          .isEqualTo(3);
    }
  }

  @Test
  void what_somebody_waits_for_is_committed_at_once_and_so_is_what_waited() throws Exception {
    reopen(LogSettings.STANDARD.gathering(Duration.ofHours(1)));
    CompletableFuture<Receipt> patient =
        log.appendAsync(Operations.delivered(0), List.of(), Integer.MAX_VALUE);
    assertThat(log.append(Operations.delivered(1), List.of()).sequence()).isEqualTo(2);
    assertThat(patient.get(1, TimeUnit.MINUTES).sequence()).isEqualTo(1);
    assertThat(log.append(Operations.delivered(2), List.of()).sequence()).isEqualTo(3);
  }

  @Test
  void commit_waits_for_others_no_longer_than_the_settings_say() throws Exception {
    reopen(LogSettings.STANDARD.gathering(Duration.ofMillis(1)));
    assertThat(
            log.appendAsync(Operations.delivered(0), List.of(), 3)
                .get(1, TimeUnit.MINUTES)
                .sequence())
        .isEqualTo(1);
  }

  @Test
  void checkpoints_keep_to_their_interval_and_the_last_comes_with_the_end() throws Exception {
    reopen(new LogSettings(Stamps.CHECKPOINT, Duration.ofHours(1)));
    Receipt receipt = append(0, 50).get(0);
    assertThat(receipt.log()).isEmpty();
    assertThat(receipt.isStamped()).isFalse();
    assertThat(log.checkpoint()).isEmpty();
    assertThat(log.waitingStamps().receipts()).isEqualTo(50);
    reopen(LogSettings.STANDARD);
    assertThat(log.checkpoint().orElseThrow().checkpoint().size()).isEqualTo(50);
    assertThat(log.waitingStamps().receipts()).isZero();
    assertThat(log.find(1).orElseThrow().isStamped()).isTrue();
  }

  @Test
  void checkpoint_comes_when_it_is_due_though_nothing_is_appended() throws Exception {
    reopen(new LogSettings(Stamps.CHECKPOINT, Duration.ofMillis(300)));
    append(0, 5);
    Awaitility.await()
        .until(() -> log.checkpoint().map(it -> it.checkpoint().size()).equals(Optional.of(5L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from ledger where seq > 290; delete from receipt where seq > 290",
        "delete from ledger where seq > 200; delete from receipt where seq > 200",
        "update receipt set envelope = (select envelope from receipt where seq = 299) where seq ="
            + " 298",
        "update receipt set envelope = replace(envelope, '\"sig\":\"', '\"sig\": \"') where seq ="
            + " 300",
        "update log_checkpoint set note = replace(note, 'dicom-deid.org', 'dicom-deid.net')",
        "update log_checkpoint set note = 'x'",
        "update log_checkpoint set note = replace(note, U&'\\000a300\\000a', U&'\\000a299\\000a')"
      })
  void truncated_or_forked_log_is_noticed_at_the_start(String tampering) throws Exception {
    append(0, 300);
    tamper(tampering);
    log.close();
    assertThatExceptionOfType(LogDamagedException.class)
        .isThrownBy(() -> ReceiptLog.open(store, keys, keys.timestampAuthority()))
        .withMessageContaining("restore the audit store");
    Files.deleteIfExists(data.resolve("audit.checkpoint"));
    tamper("delete from log_stamp; delete from log_checkpoint; delete from log_tile");
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "291 | delete from ledger where seq > 290; delete from receipt where seq > 290",
        "256 | update log_tile set hashes = (select root from log_tile)",
        "300 | update log_checkpoint set note = replace(note, 'dicom-deid.org', 'dicom-deid.net')"
            + " where tree_size = 300",
        "300 | update log_stamp set token = (select token from log_stamp where tree_size < 300"
            + " fetch first 1 row only) where tree_size = 300"
      })
  void walk_names_the_first_receipt_that_the_log_does_not_fit(int bad, String tampering)
      throws Exception {
    append(0, 150);
    append(150, 150);
    assertThat(log.verifyChain().holds()).isTrue();
    tamper(tampering);
    ChainReport report = log.verifyChain();
    assertThat(report.firstBad()).as(report.sentence()).hasValue(bad);
  }

  @Test
  void log_that_was_written_anew_with_the_site_s_own_keys_does_not_fit_a_kept_checkpoint()
      throws Exception {
    append(0, 20);
    CheckpointNote kept = log.checkpoint().orElseThrow();
    assertThat(log.compare(kept)).isEmpty();
    tamper(
        "delete from log_stamp; delete from log_checkpoint; delete from log_tile;"
            + " delete from ledger where seq > 10; delete from search where seq > 10;"
            + " delete from lookup where seq > 10; delete from receipt where seq > 10");
    reopen(LogSettings.STANDARD);
    assertThat(log.compare(kept).orElseThrow()).contains("cut off");
    append(100, 30);
    assertThat(log.verifyChain().holds()).as("the site's own keys wrote it").isTrue();
    assertThat(log.compare(kept).orElseThrow()).contains("history was rewritten");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log_tile", "log_checkpoint", "log_stamp", "log_push"})
  void tables_of_the_log_are_append_only(String table) throws Exception {
    append(0, 256);
    log.notePushed("0".repeat(64), log.checkpoint().orElseThrow());
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      String column = table.equals("log_tile") ? "idx" : "tree_size";
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.executeUpdate("delete from " + table))
          .withMessageContaining("append-only");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () ->
                  statement.executeUpdate(
                      "update " + table + " set " + column + " = " + column + " + 1"))
          .withMessageContaining("append-only");
    }
  }

  @Test
  void pushed_checkpoints_are_remembered_by_destination() throws Exception {
    append(0, 3);
    String destination = "a".repeat(64);
    assertThat(log.pushed(destination)).isZero();
    log.notePushed(destination, log.checkpoint().orElseThrow());
    reopen(LogSettings.STANDARD);
    assertThat(log.pushed(destination)).isEqualTo(3);
    assertThat(log.pushed("b".repeat(64))).isZero();
  }

  private void tamper(String statements) throws Exception {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "receipt",
              "ledger",
              "search",
              "lookup",
              "log_tile",
              "log_checkpoint",
              "log_stamp",
              "log_push")) {
        statement.execute("drop trigger if exists " + table + "_append_only");
      }
      statement.execute("set referential_integrity false");
      // As if the data folder were theirs too; AuditReadingTest has the case where it is not.
      Files.deleteIfExists(data.resolve("audit.checkpoint"));
      for (String sql : statements.split(";", -1)) {
        statement.executeUpdate(sql);
      }
    }
  }

  private void reopen(LogSettings settings) throws Exception {
    log.close();
    store.close();
    // As if the data folder were in the same hands; AuditReadingTest has the case where it is not.
    Files.deleteIfExists(data.resolve("audit.checkpoint"));
    store = AuditStore.open(data);
    log = ReceiptLog.open(store, keys, keys.timestampAuthority(), settings);
  }

  private List<Receipt> append(int from, int count) {
    List<CompletableFuture<Receipt>> all = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      LedgerEntry entry =
          new LedgerEntry(Operations.DESTINATION, Operations.delivered(i).finished());
      all.add(log.appendAsync(Operations.delivered(i), List.of(entry)));
    }
    return all.stream().map(CompletableFuture::join).toList();
  }
}
