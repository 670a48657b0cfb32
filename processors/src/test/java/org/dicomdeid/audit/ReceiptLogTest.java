/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.receipt.Claims;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampException.Fault;
import org.dicomdeid.receipt.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptLogTest {

  @TempDir Path data;
  KeyFolder keys;
  FakeAuthority authority;
  AuditStore store;
  ReceiptLog log;

  @BeforeEach
  void open() throws Exception {
    keys = KeyFolder.open(data.resolve("keys"));
    authority = new FakeAuthority(keys.timestampAuthority());
    store = openStore();
    log = ReceiptLog.open(store, keys, authority);
  }

  /** The rules are the same on every data base; see {@link PostgresReceiptLogTest}. */
  AuditStore openStore() throws Exception {
    return AuditStore.open(data);
  }

  /** A connection of somebody whom nothing holds back. */
  Connection administrator() throws Exception {
    Connection connection = store.connect();
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("receipt", "ledger", "store", "search", "lookup")) {
        statement.execute("drop trigger " + table + "_append_only");
      }
      statement.execute("set referential_integrity false");
    }
    return connection;
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    store.close();
  }

  @Test
  void failed_store_takes_nothing_more_and_holds_nobody_up() throws Exception {
    append(1);
    try (Connection other = store.connect();
        Statement statement = other.createStatement()) {
      statement.execute("shutdown immediately");
    }
    for (int i = 2; i < 5; i++) {
      int number = i;
      assertThatExceptionOfType(AuditException.class).isThrownBy(() -> append(number));
    }
    log.close();
    store.close();
    store = openStore();
    log = ReceiptLog.open(store, keys, authority);
    assertThat(log.verifyChain().firstBad()).isEmpty();
  }

  @Test
  void appended_receipt_is_found_verifies_and_is_in_the_ledger() throws Exception {
    Operation operation = Operations.delivered(1);
    Receipt receipt = append(1);

    assertThat(receipt.sequence()).isEqualTo(1);
    assertThat(log.find(1).orElseThrow().toFile()).isEqualTo(receipt.toFile());
    assertThat(log.find(operation.output().sha256()).orElseThrow().toFile())
        .isEqualTo(receipt.toFile());
    assertThat(delivered(1))
        .contains(new Delivery(operation.output().sha256(), 1, operation.finished()));
    assertThat(
            ReceiptVerifier.verify(
                receipt.toFile(), Optional.empty(), Trust.of(keys), Optional.of(log.chain())))
        .hasSize(10)
        .allMatch(Finding::holds);
  }

  @Test
  void what_was_never_delivered_is_not_in_the_ledger() throws Exception {
    append(1);
    Operation operation = Operations.delivered(1);

    assertThat(delivered(2)).isEmpty();
    assertThat(
            log.delivered(
                operation.input().sha256(),
                operation.profile().digest(),
                Operations.KEY_ID,
                "elsewhere"))
        .isEmpty();
    assertThat(log.find(2)).isEmpty();
    assertThat(log.find("0".repeat(64))).isEmpty();
  }

  @Test
  void quarantined_input_is_found_by_its_digest() throws Exception {
    Operation operation = Operations.quarantined(1);
    Receipt receipt = log.append(operation, List.of());

    assertThat(log.find(operation.input().sha256()).orElseThrow().toFile())
        .isEqualTo(receipt.toFile());
  }

  @Test
  void numbers_have_no_gaps_and_each_names_the_one_before() throws Exception {
    List<CompletableFuture<Receipt>> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    List<List<CompletableFuture<Receipt>>> lists = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t * 100;
      List<CompletableFuture<Receipt>> mine = new ArrayList<>();
      Thread thread =
          new Thread(
              () -> {
                for (int i = first; i < first + 100; i++) {
                  mine.add(log.appendAsync(Operations.delivered(i), entries(i)));
                }
              });
      thread.start();
      threads.add(thread);
      lists.add(mine);
    }
    for (int t = 0; t < 4; t++) {
      threads.get(t).join();
      all.addAll(lists.get(t));
    }
    List<Receipt> receipts = new ArrayList<>();
    for (CompletableFuture<Receipt> each : all) {
      receipts.add(each.get());
    }

    receipts.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
    String previous = null;
    for (int i = 0; i < receipts.size(); i++) {
      Claims claims = Claims.of(receipts.get(i).envelope());
      assertThat(claims.sequence()).isEqualTo(i + 1L);
      assertThat(claims.previous()).isEqualTo(previous);
      previous = receipts.get(i).digest();
    }
    assertThat(log.verifyChain().holds()).isTrue();
    assertThat(log.verifyChain().receipts()).isEqualTo(400);
  }

  @Test
  void chain_goes_on_after_a_restart() throws Exception {
    append(1);
    reopen();
    assertThat(append(2).sequence()).isEqualTo(2);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void second_delivery_of_the_same_content_is_refused_and_leaves_no_receipt() throws Exception {
    append(1);

    assertThatExceptionOfType(DuplicateDeliveryException.class).isThrownBy(() -> append(1));
    assertThat(append(2).sequence()).isEqualTo(2);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void one_refused_append_does_not_take_its_neighbours_along() throws Exception {
    append(7);
    List<CompletableFuture<Receipt>> group = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      group.add(log.appendAsync(Operations.delivered(i), entries(i)));
    }
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Receipt> each = group.get(i);
      if (i == 7) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(each::get)
            .withCauseInstanceOf(DuplicateDeliveryException.class);
      } else {
        assertThat(each.get().isStamped()).isTrue();
      }
    }
    assertThat(log.verifyChain().receipts()).isEqualTo(20);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void same_content_may_be_recorded_again_without_a_ledger_row() throws Exception {
    append(1);
    Receipt again = log.append(Operations.delivered(1), List.of());

    assertThat(again.sequence()).isEqualTo(2);
    assertThat(delivered(1).orElseThrow().sequence()).isEqualTo(1);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void delivery_to_a_destination_that_the_operation_does_not_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                log.append(
                    Operations.delivered(1),
                    List.of(new LedgerEntry("elsewhere", Operations.delivered(1).finished()))));
  }

  @Test
  void failing_authority_leaves_receipts_pending_and_is_left_alone_for_a_while() throws Exception {
    authority.fail(new TimestampException(Fault.UNREACHABLE, "down"));
    for (int i = 0; i < 10; i++) {
      assertThat(append(i).isStamped()).isFalse();
    }
    assertThat(authority.asked).hasValue(1);
    assertThat(log.waitingStamps().receipts()).isEqualTo(10);
    assertThat(log.verifyChain().holds()).isTrue();

    authority.recover();
    assertThat(log.stampPending()).isEqualTo(10);
    assertThat(authority.asked).as("one token covers all").hasValue(2);
    assertThat(log.waitingStamps().receipts()).isZero();
    assertThat(log.stampPending()).isZero();
    assertThat(log.find(3).orElseThrow().isStamped()).isTrue();
    assertThat(log.verifyChain().holds()).isTrue();
    assertThat(append(10).isStamped()).isTrue();
  }

  @Test
  void receipts_get_tokens_of_their_own_where_that_is_wanted_also_after_an_outage()
      throws Exception {
    reopen(new LogSettings(Stamps.RECEIPT, Duration.ofHours(1)));
    assertThat(append(0).timestamp()).isPresent();
    authority.fail(new TimestampException(Fault.UNREACHABLE, "down"));
    for (int i = 1; i < 10; i++) {
      assertThat(append(i).isStamped()).isFalse();
    }
    assertThat(log.waitingStamps().receipts()).isEqualTo(9);
    authority.recover();
    assertThat(log.stampPending()).isEqualTo(9);
    for (int i = 1; i <= 10; i++) {
      assertThat(log.find(i).orElseThrow().timestamp()).isPresent();
    }
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void pending_receipts_are_stamped_after_a_restart() throws Exception {
    authority.fail(new TimestampException(Fault.UNREACHABLE, "down"));
    assertThat(appendAll(250)).hasSize(250);
    reopen();
    assertThat(log.stampPending()).isZero();
    authority.recover();
    assertThat(log.stampPending()).isEqualTo(250);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void stamper_stamps_in_the_background_once_the_authority_answers_again() throws Exception {
    log.close();
    log =
        ReceiptLog.open(
            store,
            keys,
            authority,
            LogSettings.STANDARD,
            Duration.ofMillis(20),
            Duration.ofMillis(50));
    authority.fail(new TimestampException(Fault.UNREACHABLE, "down"));
    append(1);
    try (PendingStamper stamper =
        PendingStamper.start(log, Duration.ofMillis(10), RenewalPolicy.standard())) {
      assertThat(stamper).isNotNull();
      Awaitility.await().until(() -> authority.asked.get() >= 4);
      assertThat(log.find(1).orElseThrow().isStamped()).isFalse();
      authority.recover();
      Awaitility.await().until(() -> log.find(1).orElseThrow().isStamped());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | update receipt set digest = repeat('0', 64) where seq = 3",
        "3 | update receipt set envelope = (select envelope from receipt where seq = 4) where seq ="
            + " 3",
        "3 | update receipt set envelope = replace(envelope, '\"sig\":\"', '\"sig\":\"AA') where"
            + " seq = 3",
        "3 | update receipt set envelope = '{}' where seq = 3",
        "3 | update receipt set token = (select token from receipt where seq = 4) where seq = 3",
        "3 | update receipt set stamped = current_timestamp where seq = 3",
        "3 | update receipt set token = 'AAAA' where seq = 3",
        "3 | update ledger set output = repeat('0', 64) where seq = 3",
        "3 | update ledger set input = repeat('0', 64) where seq = 3",
        "3 | delete from ledger where seq = 3; delete from receipt where seq = 3",
        "1 | delete from ledger where seq = 1; delete from receipt where seq = 1",
        "5 | delete from ledger where seq = 5; delete from receipt where seq = 5",
        "2 | update receipt set seq = 100 where seq = 2; update receipt set seq = 2 where seq = 4;"
            + " update receipt set seq = 4 where seq = 100",
        "3 | delete from receipt where seq = 3;"
            + " update receipt set seq = 3 where seq = 4; update receipt set seq = 4 where seq = 5"
      })
  void first_edited_deleted_or_reordered_receipt_is_named(int bad, String tampering)
      throws Exception {
    reopen(new LogSettings(Stamps.RECEIPT, Duration.ZERO));
    for (int i = 1; i <= 5; i++) {
      append(i);
    }
    assertThat(log.verifyChain().holds()).isTrue();
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      for (String sql : tampering.split(";", -1)) {
        assertThat(statement.executeUpdate(sql)).isPositive();
      }
    }

    ChainReport report = log.verifyChain();
    assertThat(report.firstBad()).hasValue(bad);
    assertThat(report.receipts()).isEqualTo(bad - 1L);
    assertThat(report.sentence()).contains("Receipt " + bad + " ");
  }

  @Test
  void interrupted_readers_do_not_stop_the_log() throws Exception {
    assertThat(appendAll(300)).hasSize(300);
    reopen();
    for (int i = 0; i < 300; i += 3) {
      Thread.currentThread().interrupt();
      assertThat(delivered(i)).isPresent();
      assertThat(log.find(i + 1)).isPresent();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(append(1000).sequence()).isEqualTo(301);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void closed_log_refuses() throws Exception {
    log.close();
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> append(1))
        .withMessageContaining("closed");
    log = ReceiptLog.open(store, keys, authority);
  }

  @Test
  void close_commits_what_waits() throws Exception {
    List<CompletableFuture<Receipt>> all = appendAll(500);
    reopen();
    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(log.verifyChain().receipts()).isEqualTo(500);
  }

  @Test
  void receipt_by_an_earlier_key_keeps_that_key() throws Exception {
    Receipt receipt = append(1);
    log.close();
    Files.delete(data.resolve("keys/signing.key"));
    keys = KeyFolder.open(data.resolve("keys"));
    log = ReceiptLog.open(store, keys, authority);
    append(2);

    assertThat(log.find(1).orElseThrow().toFile()).isEqualTo(receipt.toFile());
    assertThat(log.verifyChain().holds()).isTrue();
  }

  void reopen() throws Exception {
    reopen(LogSettings.STANDARD);
  }

  void reopen(LogSettings settings) throws Exception {
    log.close();
    store.close();
    store = openStore();
    log = ReceiptLog.open(store, keys, authority, settings);
  }

  List<CompletableFuture<Receipt>> appendAll(int count) {
    List<CompletableFuture<Receipt>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(log.appendAsync(Operations.delivered(i), entries(i)));
    }
    return all;
  }

  Receipt append(int i) throws AuditException {
    return log.append(Operations.delivered(i), entries(i));
  }

  static List<LedgerEntry> entries(int i) {
    return List.of(new LedgerEntry(Operations.DESTINATION, Operations.delivered(i).finished()));
  }

  Optional<Delivery> delivered(int i) throws AuditException {
    Operation operation = Operations.delivered(i);
    return log.delivered(
        operation.input().sha256(),
        operation.profile().digest(),
        operation.pseudonymKeyId(),
        Operations.DESTINATION);
  }
}
