/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.dicomdeid.receipt.Operations;
import org.junit.jupiter.api.Test;

/** All that holds of the log on H2, on PostgreSQL; and what only a server can do to it. */
class PostgresReceiptLogTest extends ReceiptLogTest {

  private PostgresAccess access;

  @Override
  AuditStore openStore() throws Exception {
    if (access == null) {
      access = PostgresServer.newStore();
    }
    return AuditStore.open(data, access);
  }

  @Override
  Connection administrator() throws Exception {
    Connection connection = PostgresServer.administrator(access);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
    }
    return connection;
  }

  /** A server that comes back is gone on with, and needs no restart of the service. */
  @Override
  @Test
  void failed_store_takes_nothing_more_and_holds_nobody_up() throws Exception {
    append(1);
    terminateConnections();
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> append(2))
        .withMessageContaining("may or may not be committed");
    assertThat(delivered(2)).isEmpty();
    assertThat(append(2).sequence()).isEqualTo(2);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void readers_go_on_after_their_connection_was_lost() throws Exception {
    append(1);
    terminateConnections();
    assertThat(log.find(1)).isPresent();
    assertThat(delivered(1)).isPresent();
  }

  @Test
  void second_writer_is_refused_while_the_first_writes_and_readers_are_not() throws Exception {
    append(1);
    try (AuditStore second = AuditStore.open(data, access)) {
      assertThatExceptionOfType(StoreInUseException.class)
          .isThrownBy(() -> ReceiptLog.open(second, keys, authority));
      try (Connection reader = second.connect();
          Statement statement = reader.createStatement();
          ResultSet row = statement.executeQuery("select count(*) from receipt")) {
        row.next();
        assertThat(row.getLong(1)).isOne();
      }
      log.close();
      try (ReceiptLog successor = ReceiptLog.open(second, keys, authority)) {
        assertThat(successor.find(1)).isPresent();
      }
    }
  }

  @Test
  void writer_that_lost_its_connection_does_not_write_beside_its_successor() throws Exception {
    append(1);
    terminateConnections();
    try (AuditStore second = AuditStore.open(data, access);
        ReceiptLog successor = ReceiptLog.open(second, keys, authority)) {
      assertThat(successor.append(Operations.delivered(2), entries(2)).sequence()).isEqualTo(2);
      assertThatExceptionOfType(AuditException.class).isThrownBy(() -> append(3));
      assertThatExceptionOfType(AuditException.class)
          .isThrownBy(() -> append(3))
          .withMessageContaining("cannot be reached");
    }
    Awaitility.await()
        .ignoreExceptionsInstanceOf(AuditException.class)
        .untilAsserted(() -> assertThat(append(3).sequence()).isEqualTo(3));
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void receipt_that_somebody_else_inserted_is_no_duplicate_delivery() throws Exception {
    append(1);
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into receipt (seq, digest, subject, envelope, created)"
              + " select 2, digest, subject, envelope, created from receipt where seq = 1");
    }
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> log.appendAsync(Operations.delivered(2), entries(2)).get())
        .withCauseExactlyInstanceOf(AuditException.class);
    assertThat(log.verifyChain().firstBad()).hasValue(2);
  }

  private void terminateConnections() throws SQLException {
    try (Connection connection = PostgresServer.administrator(access);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
    }
  }
}
