/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.TimestampException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store on a server is made of, and what the role of the service cannot do to it. */
class PostgresStoreTest {

  private static final List<String> TABLES =
      List.of(
          "store",
          "receipt",
          "ledger",
          "log_tile",
          "log_checkpoint",
          "log_stamp",
          "log_push",
          "flyway_schema_history");

  private static final LogSettings EACH =
      new LogSettings(LogSettings.Stamps.RECEIPT, Duration.ZERO);

  @TempDir Path data;
  private PostgresAccess access;

  @BeforeEach
  void fill() throws Exception {
    access = PostgresServer.newStore();
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data, access)) {
      try (ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority(), EACH)) {
        append(log, 1);
      }
      FakeAuthority down = new FakeAuthority(keys.timestampAuthority());
      down.fail(new TimestampException(TimestampException.Fault.UNREACHABLE, "down"));
      try (ReceiptLog log = ReceiptLog.open(store, keys, down, EACH)) {
        append(log, 2);
      }
    }
  }

  static Stream<String> attempts() {
    List<String> all = new ArrayList<>();
    for (String table : TABLES) {
      all.add("delete from " + table);
      all.add("truncate " + table);
      all.add("truncate " + table + " cascade");
      all.add("drop table " + table + " cascade");
      all.add("alter table " + table + " disable trigger all");
      all.add("alter table " + table + " owner to deid");
      all.add("alter table " + table + " add column more text");
      all.add("create rule no as on delete to " + table + " do instead nothing");
      all.add(
          "create trigger mine before insert on "
              + table
              + " for each row execute function suppress_redundant_updates_trigger()");
      all.add("grant delete on " + table + " to deid; delete from " + table);
    }
    all.addAll(
        List.of(
            "update store set id = 'x'",
            "insert into store (id, created) values ('x', now())",
            "insert into flyway_schema_history select * from flyway_schema_history",
            "update flyway_schema_history set checksum = 0",
            "update ledger set destination = 'elsewhere'",
            "update receipt set digest = 'x' where seq = 1",
            "update receipt set envelope = 'x' where seq = 1",
            "update receipt set seq = 99 where seq = 2",
            "update receipt set created = now()",
            "update receipt set token = 'x', stamped = now() where seq = 1",
            "update receipt set token = null, stamped = null where seq = 1",
            "update receipt set token = 'x' where seq = 2",
            "update receipt set token = 'x', stamped = now(), digest = 'x' where seq = 2",
            "update log_checkpoint set note = 'x'",
            "merge into receipt using receipt r on r.seq = receipt.seq when matched then delete",
            "insert into receipt select * from receipt on conflict (seq) do update set digest ="
                + " 'x'",
            "drop trigger append_only on receipt",
            "drop trigger only_stamp on receipt",
            "drop function dicom_deid.refuse_change() cascade",
            "create or replace function dicom_deid.only_stamp() returns trigger language plpgsql as"
                + " 'begin return new; end'",
            "create table dicom_deid.more (x int)",
            "drop schema dicom_deid cascade",
            "alter schema dicom_deid owner to deid",
            "set session_replication_role = replica",
            "set role deid_owner",
            "set role postgres",
            "alter role deid superuser",
            "grant deid_owner to deid"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void service_cannot_change_or_remove_what_is_written(String sql) throws Exception {
    String before = contents();
    try (Connection connection = PostgresServer.application(access);
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute(sql))
          // 42501: insufficient privilege; 45000: the trigger.
          .satisfies(e -> assertThat(e.getSQLState()).isIn("42501", "45000"));
    }
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void service_can_fill_in_a_pending_token_once() throws Exception {
    String sql = "update receipt set token = 'x', stamped = now() where seq = 2";
    try (Connection connection = PostgresServer.application(access);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isOne();
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.executeUpdate(sql));
    }
  }

  /** The owner is held back by the triggers until it takes them away, which is no accident. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from receipt",
        "update ledger set output = 'x'",
        "truncate store",
        "truncate receipt cascade",
        "update receipt set digest = 'x'"
      })
  void owner_does_not_change_or_remove_anything_by_mistake(String sql) throws Exception {
    PostgresAccess owner = PostgresServer.owner(access);
    try (Connection connection = PostgresServer.application(owner);
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute(sql))
          .withMessageContaining("append-only");
    }
  }

  @Test
  void service_does_not_start_as_a_role_that_could_change_receipts() {
    for (PostgresAccess mighty :
        List.of(
            PostgresServer.owner(access), new PostgresAccess(access.url(), "postgres", "none"))) {
      assertThatExceptionOfType(AuditException.class)
          .isThrownBy(() -> AuditStore.open(data, mighty))
          .withMessageContaining("could change or remove receipts");
    }
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.migrate(PostgresServer.owner(access), PostgresServer.OWNER))
        .withMessageContaining("must not own the tables");
  }

  @Test
  void data_base_that_was_not_migrated_is_refused_with_the_mend() throws Exception {
    PostgresAccess empty = PostgresServer.emptyDatabase();
    Path other = data.resolve("other");
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.open(other, empty))
        .withMessageContaining("audit migrate");
    AuditStore.migrate(PostgresServer.owner(empty), PostgresServer.APPLICATION);
    AuditStore.migrate(PostgresServer.owner(empty), PostgresServer.APPLICATION);
    try (AuditStore store = AuditStore.open(other, empty)) {
      assertThat(store.storeId()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void other_store_than_the_data_folder_knows_is_refused() throws Exception {
    PostgresAccess other = PostgresServer.emptyDatabase();
    AuditStore.migrate(PostgresServer.owner(other), PostgresServer.APPLICATION);
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.open(data, other))
        .withMessageContaining("audit.id");
  }

  @Test
  void refused_login_is_told_without_names_or_secrets() {
    PostgresAccess wrong = new PostgresAccess(access.url(), "nobody_there", "not-the-password");
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.open(data, wrong))
        .withMessageContaining("SQL state 28")
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContain("not-the-password", wrong.role()));
    assertThat(wrong.toString()).doesNotContain("not-the-password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x",
        "jdbc:postgresql://host/base?user=x",
        "jdbc:postgresql://host/base?ssl=true&password=x",
        "jdbc:postgresql://x:y@host/base"
      })
  void secrets_do_not_stand_in_the_address(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PostgresAccess(url, "deid", "secret"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(url));
  }

  private String contents() throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = PostgresServer.administrator(access);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet row =
            statement.executeQuery(
                "select json_agg(t order by t::text)::text from " + table + " t")) {
          row.next();
          all.append(row.getString(1)).append('\n');
        }
      }
    }
    return all.toString();
  }

  private static void append(ReceiptLog log, int i) throws Exception {
    Operation operation = Operations.delivered(i);
    log.append(operation, List.of(new LedgerEntry(Operations.DESTINATION, operation.finished())));
  }
}
