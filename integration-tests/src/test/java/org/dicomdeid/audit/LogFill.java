/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.SigningKey;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Makes a log of millions of receipts in a new store on PostgreSQL: the rows that the service would
 * have written, every receipt signed and chained, a time-stamped checkpoint for each {@value
 * #TOGETHER} of them. Only the way they come in is another: by COPY, with the indexes over digests
 * made in the end and foreign keys not asked.
 */
public final class LogFill implements AutoCloseable {

  private static final int TOGETHER = 5_000;

  /** Of the batches that are signed ahead of those that are written. */
  private static final int AHEAD = 3;

  private static final List<String> BEFORE =
      List.of(
          "drop index if exists receipt_subject",
          "drop index if exists search_input",
          "alter table ledger drop constraint if exists ledger_pkey",
          "set session_replication_role = replica");

  /** As the migrations made them. */
  private static final List<String> AFTER =
      List.of(
          "create index receipt_subject on receipt (subject)",
          "create index search_input on search (input)",
          "alter table ledger add primary key (input, profile, key_id, destination)",
          "analyze",
          "checkpoint");

  private final Connection connection;
  private final String storeId;
  private final SigningKey key;
  private final Stamping stamping;
  private final LogTable table;
  private final CopyManager copy;
  private LogTree tree;

  /**
   * Takes on an empty store.
   *
   * @param administrator URL of the data base, with a role that nothing holds back
   */
  public LogFill(String administrator, String storeId, KeyFolder keys)
      throws SQLException, KeyException {
    this.connection = DriverManager.getConnection(administrator);
    this.connection.setSchema("dicom_deid");
    this.storeId = storeId;
    this.key = keys.signingKey();
    this.stamping = new Stamping(keys.timestampAuthority(), Duration.ZERO, Duration.ZERO);
    this.table = new LogTable(connection);
    this.copy = connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private record Signed(
      long sequence, String digest, Operation operation, LedgerEntry entry, Envelope envelope) {}

  /**
   * Makes so many receipts, of the operations with numbers from 0; goes on where an earlier run was
   * ended.
   */
  public void run(LongFunction<Operation> operations, long count) throws SQLException, IOException {
    run(BEFORE);
    connection.setAutoCommit(false);
    long before = table.size();
    tree =
        table.tree(
            before,
            (level, index) -> {
              throw new IllegalStateException("an append needs no whole tile");
            });
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      List<CompletableFuture<Void>> written = new ArrayList<>();
      String previous = digest(before);
      for (long first = before + 1; first <= count; first += TOGETHER) {
        Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Signed> batch = new ArrayList<>(TOGETHER);
        for (long seq = first; seq < first + TOGETHER && seq <= count; seq++) {
          Operation operation = operations.apply(seq - 1);
          LedgerEntry entry =
              new LedgerEntry(operation.destinations().get(0), operation.finished());
          String rows = StoredRows.digest(created, List.of(entry), operation.lookup());
          Envelope envelope = key.sign(operation.storedWith(rows), seq, previous, storeId);
          previous = envelope.digest();
          batch.add(new Signed(seq, previous, operation, entry, envelope));
        }
        if (written.size() == AHEAD) {
          written.remove(0).join();
        }
        written.add(CompletableFuture.runAsync(() -> write(batch, created), writer));
      }
      written.forEach(CompletableFuture::join);
    } finally {
      writer.shutdown();
    }
    connection.setAutoCommit(true);
    run(AFTER);
  }

  private void write(List<Signed> batch, Instant created) {
    StringBuilder receipts = new StringBuilder();
    StringBuilder search = new StringBuilder();
    StringBuilder ledger = new StringBuilder();
    LogGrowth growth = new LogGrowth(tree);
    for (Signed each : batch) {
      growth.add(each.envelope);
      Operation operation = each.operation;
      String input = operation.input().sha256();
      // JSON and base64 without a backslash, tab or line feed: as COPY wants it.
      row(
          receipts,
          each.sequence,
          each.digest,
          operation.subject().sha256(),
          each.envelope.toJson(),
          created);
      row(search, each.sequence, operation.outcome(), operation.profile().name(), input);
      row(
          ledger,
          input,
          operation.profile().digest(),
          operation.pseudonymKeyId(),
          each.entry.destination(),
          operation.output().sha256(),
          each.sequence,
          each.entry.deliveredAt());
    }
    try {
      growth.sign(storeId, key);
      growth.stamp(stamping);
      copy.copyIn(
          "copy receipt (seq, digest, subject, envelope, created) from stdin",
          new StringReader(receipts.toString()));
      copy.copyIn(
          "copy search (seq, outcome, policy, input) from stdin",
          new StringReader(search.toString()));
      copy.copyIn(
          "copy ledger (input, profile, key_id, destination, output, seq, delivered) from stdin",
          new StringReader(ledger.toString()));
      growth.insert(table);
      connection.commit();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the log cannot be filled", e);
    }
    tree = growth.tree();
  }

  private static void row(StringBuilder rows, Object... columns) {
    for (int i = 0; i < columns.length; i++) {
      rows.append(columns[i]).append(i + 1 < columns.length ? '\t' : '\n');
    }
  }

  /** Of the receipt with this number; null when there is none. */
  private String digest(long sequence) throws SQLException {
    PreparedStatement query = table.statement("select digest from receipt where seq = ?");
    query.setLong(1, sequence);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private void run(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Override
  public void close() throws SQLException, AuditException {
    stamping.close();
    connection.close();
  }
}
