/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a store, and what is noticed from outside of it. */
class AuditReadingTest {

  @TempDir Path data;
  KeyFolder keys;
  AuditStore store;
  ReceiptLog log;

  @BeforeEach
  void open() throws Exception {
    keys = KeyFolder.open(data.resolve("keys"));
    store = openStore();
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    store.close();
  }

  /** The rules are the same on every data base; see {@link PostgresAuditReadingTest}. */
  AuditStore openStore() throws Exception {
    return AuditStore.open(data);
  }

  /** A connection of somebody whom nothing holds back. */
  Connection administrator() throws Exception {
    Connection connection = store.connect();
    try (Statement statement = connection.createStatement()) {
      for (String table :
          List.of("receipt", "ledger", "search", "lookup", "log_checkpoint", "log_stamp")) {
        statement.execute("drop trigger " + table + "_append_only");
      }
      statement.execute("set referential_integrity false");
    }
    return connection;
  }

  @Test
  void receipts_are_found_by_all_that_is_said_of_them() throws Exception {
    for (int i = 1; i <= 3; i++) {
      append(Operations.delivered(i));
    }
    log.append(Operations.quarantined(4), List.of());
    Instant afterAll = Instant.now().plusSeconds(1);
    Operation second = Operations.delivered(2);

    assertThat(find(SearchTerms.all())).containsExactly(1L, 2L, 3L, 4L);
    assertThat(find(SearchTerms.all().digest(second.input().sha256()))).containsExactly(2L);
    assertThat(find(SearchTerms.all().digest(second.output().sha256()))).containsExactly(2L);
    assertThat(find(SearchTerms.all().digest(Operations.quarantined(4).input().sha256())))
        .containsExactly(4L);
    assertThat(find(SearchTerms.all().lookup(List.of("0".repeat(32), Operations.token(3)))))
        .containsExactly(3L);
    assertThat(find(SearchTerms.all().lookup(List.of(Operations.token(-1)))))
        .containsExactly(1L, 2L, 3L);
    assertThat(find(SearchTerms.all().outcome("QUARANTINED"))).containsExactly(4L);
    assertThat(find(SearchTerms.all().policy("hipaa"))).hasSize(4);
    assertThat(find(SearchTerms.all().policy("research"))).isEmpty();
    assertThat(find(SearchTerms.all().destination(Operations.DESTINATION))).hasSize(3);
    assertThat(find(SearchTerms.all().destination("elsewhere"))).isEmpty();
    assertThat(find(SearchTerms.all().before(afterAll).from(afterAll.minusSeconds(600))))
        .hasSize(4);
    assertThat(find(SearchTerms.all().from(afterAll))).isEmpty();
    assertThat(
            find(
                SearchTerms.all()
                    .lookup(List.of(Operations.token(-1)))
                    .outcome("DELIVERED")
                    .destination(Operations.DESTINATION)
                    .digest(second.input().sha256())))
        .containsExactly(2L);
    Found found = log.search(SearchTerms.all(), 1, 1).get(0);
    assertThat(found.sequence()).isEqualTo(2);
    assertThat(found.destinations()).containsExactly(Operations.DESTINATION);
    assertThat(found.input()).isEqualTo(second.input().sha256());
    assertThat(found.subject()).isEqualTo(second.output().sha256());
  }

  @Test
  void receipts_of_an_earlier_release_are_found_after_the_next_start() throws Exception {
    append(Operations.delivered(1));
    append(Operations.delivered(2));
    tamper("delete from search");
    reopen();
    assertThat(find(SearchTerms.all().policy("hipaa"))).containsExactly(1L, 2L);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void store_that_was_cut_off_with_its_checkpoints_does_not_start_and_is_told_of_by_verify()
      throws Exception {
    for (int i = 1; i <= 3; i++) {
      append(Operations.delivered(i));
    }
    log.close();
    cutOff(2);
    assertThatExceptionOfType(LogDamagedException.class)
        .isThrownBy(() -> ReceiptLog.open(store, keys, keys.timestampAuthority()))
        .withMessageContaining("audit.checkpoint");
    try (ReceiptLog reading = ReceiptLog.openToRead(store, keys, keys.timestampAuthority())) {
      assertThat(reading.verifyChain().firstBad()).hasValue(3);
    }
    Files.delete(data.resolve("audit.checkpoint"));
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
    assertThat(log.verifyChain().receipts()).isEqualTo(2);
  }

  @Test
  void partner_s_checkpoint_tells_of_a_history_that_was_written_anew() throws Exception {
    for (int i = 1; i <= 3; i++) {
      append(Operations.delivered(i));
    }
    CheckpointNote partner = log.checkpointNow().orElseThrow();
    log.close();
    cutOff(1);
    Files.delete(data.resolve("audit.checkpoint"));
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
    for (int i = 5; i <= 8; i++) {
      append(Operations.delivered(i));
    }
    assertThat(log.verifyChain().holds()).isTrue();
    assertThat(log.verifyChain(List.of(partner)).firstBad()).hasValue(3);
    assertThat(log.verifyChain(List.of(partner)).sentence()).contains("kept outside of the store");
  }

  @Test
  void checkpoint_of_another_site_is_not_compared() throws Exception {
    append(Operations.delivered(1));
    KeyFolder others = KeyFolder.open(data.resolve("others/keys"));
    try (AuditStore other = AuditStore.open(data.resolve("others"));
        ReceiptLog foreign = ReceiptLog.open(other, others, others.timestampAuthority())) {
      foreign.append(Operations.delivered(1), List.of());
      CheckpointNote note = foreign.checkpointNow().orElseThrow();
      assertThatExceptionOfType(AuditException.class)
          .isThrownBy(() -> log.verifyChain(List.of(note)))
          .withMessageContaining("another log");
    }
  }

  @Test
  void log_that_is_open_to_read_exports_with_proofs_and_takes_nothing() throws Exception {
    for (int i = 1; i <= 5; i++) {
      append(Operations.delivered(i));
    }
    log.close();
    try (ReceiptLog reading = ReceiptLog.openToRead(store, keys, keys.timestampAuthority())) {
      List<Long> exported = new ArrayList<>();
      reading.export(
          2,
          Long.MAX_VALUE,
          receipt -> {
            assertThat(receipt.log()).isPresent();
            exported.add(receipt.sequence());
          });
      assertThat(exported).containsExactly(2L, 3L, 4L, 5L);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> reading.append(Operations.delivered(6), List.of()));
    }
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
  }

  List<Long> find(SearchTerms terms) throws AuditException {
    return log.search(terms, 0, 100).stream().map(Found::sequence).toList();
  }

  private void append(Operation operation) throws AuditException {
    log.append(operation, List.of(new LedgerEntry(Operations.DESTINATION, operation.finished())));
  }

  private void cutOff(int last) throws Exception {
    tamper(
        "delete from log_stamp where tree_size > "
            + last
            + "; delete from log_checkpoint where tree_size > "
            + last
            + "; delete from ledger where seq > "
            + last
            + "; delete from search where seq > "
            + last
            + "; delete from lookup where seq > "
            + last
            + "; delete from receipt where seq > "
            + last);
  }

  private void tamper(String statements) throws Exception {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      for (String sql : statements.split(";", -1)) {
        assertThat(statement.executeUpdate(sql)).isPositive();
      }
    }
  }

  private void reopen() throws Exception {
    log.close();
    store.close();
    store = openStore();
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
  }
}
