/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
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
import org.dicomdeid.receipt.TimestampException.Fault;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditStoreTest {

  @TempDir Path data;

  @Test
  void store_is_made_once_and_keeps_its_name() throws Exception {
    String id;
    try (AuditStore store = AuditStore.open(data)) {
      id = store.storeId();
      assertThat(id).matches("[0-9a-f]{32}");
    }
    try (AuditStore store = AuditStore.open(data)) {
      assertThat(store.storeId()).isEqualTo(id);
    }
  }

  @Test
  void lost_store_is_not_replaced_in_silence() throws Exception {
    AuditStore.open(data).close();
    Files.delete(data.resolve("audit.mv.db"));
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.open(data))
        .withMessageContaining("backup");
  }

  @Test
  void emptied_store_is_not_taken_for_a_new_one() throws Exception {
    AuditStore.open(data).close();
    Files.write(data.resolve("audit.mv.db"), new byte[0]);
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.open(data))
        .withMessageContaining("backup");
  }

  @Test
  void files_are_for_the_owner_only() throws Exception {
    Path folder = data.resolve("new");
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.storeId()).isNotEmpty();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void second_process_is_told_that_the_store_is_in_use() throws Exception {
    try (AuditStore store = AuditStore.open(data)) {
      assertThat(store.storeId()).isNotEmpty();
      Process second = Child.start(AppendLoad.class, data.toString(), "0", "1");
      String errors = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor()).isNotZero();
      assertThat(errors).contains("StoreInUseException", "stop the other dicom-deid");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from receipt",
        "delete from receipt where seq = 2",
        "delete from ledger",
        "delete from store",
        "update receipt set digest = 'x' where seq = 1",
        "update receipt set envelope = 'x' where seq = 1",
        "update receipt set seq = 99 where seq = 2",
        "update receipt set token = 'x', stamped = current_timestamp where seq = 1",
        "update receipt set token = null, stamped = null where seq = 1",
        "update receipt set token = 'x' where seq = 2",
        "update receipt set token = 'x', stamped = current_timestamp, digest = 'x' where seq = 2",
        "update ledger set destination = 'elsewhere'",
        "update store set id = 'x'",
        "truncate table receipt"
      })
  void nothing_that_is_written_can_be_changed_or_removed(String sql) throws Exception {
    fill();
    try (AuditStore store = AuditStore.open(data);
        Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.executeUpdate(sql));
    }
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = open(store)) {
      assertThat(log.verifyChain().holds()).isTrue();
      assertThat(log.verifyChain().receipts()).isEqualTo(2);
    }
  }

  @Test
  void pending_token_can_be_filled_in_once() throws Exception {
    fill();
    String sql = "update receipt set token = 'x', stamped = current_timestamp where seq = 2";
    try (AuditStore store = AuditStore.open(data);
        Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isOne();
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.executeUpdate(sql));
    }
  }

  @Test
  void newest_version_is_that_of_the_newest_migration() throws Exception {
    assertThat(newestMigration("common", "h2")).isEqualTo(Migrations.NEWEST_ON_H2);
    assertThat(newestMigration("common", "postgresql")).isEqualTo(Migrations.NEWEST_ON_POSTGRES);
    try (AuditStore store = AuditStore.open(data)) {
      assertThat(store.storeId()).isNotEmpty();
    }
    Flyway flyway =
        Flyway.configure()
            .dataSource("jdbc:h2:file:" + data.resolve("audit").toAbsolutePath(), "sa", "")
            .locations("classpath:db/migration/common", "classpath:db/migration/h2")
            .load();
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    assertThat(flyway.info().pending()).isEmpty();
  }

  @Test
  void quickly_made_schema_is_the_one_that_flyway_makes() throws Exception {
    String url = "jdbc:h2:mem:flyway;DB_CLOSE_DELAY=0";
    try (AuditStore quick = AuditStore.open(data);
        AuditStore slow = AuditStore.open(url, "sa", "");
        Connection left = quick.connect();
        Connection right = slow.connect()) {
      List<String> schema = schema(left);
      assertThat(schema).hasSizeGreaterThan(25).isEqualTo(schema(right));
    }
  }

  @Test
  void start_that_was_killed_before_the_schema_was_whole_is_made_good() throws Exception {
    String url = "jdbc:h2:file:" + data.resolve("audit").toAbsolutePath();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create table store (id varchar(32))");
    }
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = open(store)) {
      append(log, 1);
      assertThat(log.verifyChain().receipts()).isOne();
    }
  }

  private static List<String> schema(Connection connection) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of(
            "select table_name, column_name, ordinal_position, data_type, is_nullable,"
                + " character_maximum_length, column_default from information_schema.columns"
                + " where table_schema = 'PUBLIC'",
            "select table_name, index_name, index_type_name from information_schema.indexes"
                + " where table_schema = 'PUBLIC' and index_name not like 'PRIMARY_KEY%'"
                + " and index_name not like 'CONSTRAINT%'",
            "select event_object_table, trigger_name, event_manipulation"
                + " from information_schema.triggers",
            "select \"version\", \"description\", \"type\", \"script\", \"checksum\","
                + " \"installed_by\", \"success\" from \"flyway_schema_history\""
                + " where \"version\" is not null")) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          StringBuilder text = new StringBuilder();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(row.getString(i)).append('|');
          }
          rows.add(text.toString());
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  @Test
  void store_of_a_newer_release_is_refused() throws Exception {
    try (AuditStore store = AuditStore.open(data);
        Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into \"flyway_schema_history\" values"
              + " (99, '99', 'later', 'SQL', 'V99', 0, 'x', current_timestamp, 1, true)");
    }
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> AuditStore.open(data))
        .withMessageContaining("newer release");
  }

  /** Receipt 1 with a token, receipt 2 without. */
  private void fill() throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data)) {
      try (ReceiptLog log = open(store)) {
        append(log, 1);
      }
      FakeAuthority down = new FakeAuthority(keys.timestampAuthority());
      down.fail(new TimestampException(Fault.UNREACHABLE, "down"));
      try (ReceiptLog log = ReceiptLog.open(store, keys, down)) {
        append(log, 2);
      }
    }
  }

  private static void append(ReceiptLog log, int i) throws Exception {
    Operation operation = Operations.delivered(i);
    log.append(operation, List.of(new LedgerEntry(Operations.DESTINATION, operation.finished())));
  }

  private ReceiptLog open(AuditStore store) throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    return ReceiptLog.open(
        store,
        keys,
        keys.timestampAuthority(),
        new LogSettings(LogSettings.Stamps.RECEIPT, Duration.ZERO));
  }

  private static int newestMigration(String... folders) throws IOException {
    int newest = 0;
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration", folder))) {
        newest =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("V[0-9]+__.*\\.sql"))
                .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                .reduce(newest, Math::max);
      }
    }
    return newest;
  }
}
