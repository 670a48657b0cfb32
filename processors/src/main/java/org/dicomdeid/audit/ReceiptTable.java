/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.ReceiptFile;
import org.dicomdeid.receipt.TimestampToken;

/**
 * The statements of one connection, prepared once. Not safe for threads: each user has its own, or
 * a lock.
 */
final class ReceiptTable implements AutoCloseable {

  static final String COLUMNS = "select seq, digest, envelope, token, stamped from receipt ";

  private final Database database;
  private final Connection connection;
  private final PreparedStatement insertReceipt;
  private final PreparedStatement insertDelivery;
  private final PreparedStatement insertSearch;
  private final PreparedStatement insertLookup;
  private final PreparedStatement stamp;
  private final PreparedStatement delivered;
  private final PreparedStatement bySequence;
  private final PreparedStatement bySubject;
  private final PreparedStatement pending;
  private final PreparedStatement waiting;
  private final PreparedStatement last;
  private final LogTable log;

  ReceiptTable(Database database, Connection connection) throws SQLException {
    this.database = database;
    this.connection = connection;
    connection.setAutoCommit(false);
    log = new LogTable(connection);
    insertReceipt =
        connection.prepareStatement(
            "insert into receipt (seq, digest, subject, envelope, created, token, stamped)"
                + " values (?, ?, ?, ?, ?, ?, ?)");
    insertDelivery =
        connection.prepareStatement(
            "insert into ledger (input, profile, key_id, destination, output, seq, delivered)"
                + " values (?, ?, ?, ?, ?, ?, ?)");
    insertSearch =
        connection.prepareStatement(
            "insert into search (seq, outcome, policy, input) values (?, ?, ?, ?)");
    insertLookup = connection.prepareStatement("insert into lookup (seq, token) values (?, ?)");
    stamp =
        connection.prepareStatement(
            "update receipt set token = ?, stamped = ? where seq = ? and stamped is null");
    delivered =
        connection.prepareStatement(
            "select output, seq, delivered from ledger"
                + " where input = ? and profile = ? and key_id = ? and destination = ?");
    bySequence = connection.prepareStatement(COLUMNS + "where seq = ?");
    bySubject = connection.prepareStatement(COLUMNS + "where subject = ? order by seq desc");
    pending =
        connection.prepareStatement(
            COLUMNS + "where token is null and seq > ? order by seq fetch first 100 rows only");
    waiting =
        connection.prepareStatement(
            "select count(*), min(created) from receipt where token is null and seq > ?");
    last =
        connection.prepareStatement(
            "select seq, digest from receipt order by seq desc fetch first 1 row only");
  }

  /** A receipt as it stands in its row; the digest is the column's, not the envelope's. */
  record Row(long sequence, String digest, Envelope envelope, Optional<TimestampToken> token) {}

  /** Where the chain ends. */
  record Head(long sequence, String digest) {
    static final Head EMPTY = new Head(0, null);
  }

  /** The log, on the same connection and so in the same transaction. */
  LogTable log() {
    return log;
  }

  Head head() throws SQLException {
    try (ResultSet row = last.executeQuery()) {
      return row.next() ? new Head(row.getLong(1), row.getString(2)) : Head.EMPTY;
    } finally {
      connection.rollback();
    }
  }

  void addReceipt(
      long sequence,
      String digest,
      Operation operation,
      Envelope envelope,
      Instant created,
      TimestampToken token)
      throws SQLException {
    insertReceipt.setLong(1, sequence);
    insertReceipt.setString(2, digest);
    insertReceipt.setString(3, operation.subject().sha256());
    insertReceipt.setString(4, envelope.toJson());
    insertReceipt.setObject(5, at(created));
    insertReceipt.setString(6, token == null ? null : text(token));
    insertReceipt.setObject(7, token == null ? null : at(token.time()));
    insertReceipt.addBatch();
    addSearch(
        sequence,
        operation.outcome().name(),
        operation.profile().name(),
        operation.input().sha256());
    for (String each : operation.lookup()) {
      insertLookup.setLong(1, sequence);
      insertLookup.setBytes(2, HexFormat.of().parseHex(each));
      insertLookup.addBatch();
    }
  }

  void addSearch(long sequence, String outcome, String policy, String input) throws SQLException {
    insertSearch.setLong(1, sequence);
    insertSearch.setString(2, outcome);
    insertSearch.setString(3, policy);
    insertSearch.setString(4, input);
    insertSearch.addBatch();
  }

  void addDelivery(long sequence, Operation operation, LedgerEntry entry) throws SQLException {
    insertDelivery.setString(1, operation.input().sha256());
    insertDelivery.setString(2, operation.profile().digest());
    insertDelivery.setString(3, operation.pseudonymKeyId());
    insertDelivery.setString(4, entry.destination());
    insertDelivery.setString(5, operation.output().sha256());
    insertDelivery.setLong(6, sequence);
    insertDelivery.setObject(7, at(entry.deliveredAt()));
    insertDelivery.addBatch();
  }

  /** When it returns, what was added is on the disk. */
  void commit() throws SQLException {
    insertReceipt.executeBatch();
    insertDelivery.executeBatch();
    insertSearch.executeBatch();
    insertLookup.executeBatch();
    connection.commit();
    database.flush(connection);
  }

  /** Keeps the last checkpoint outside of the store, when it is time. */
  void keep(KeptCheckpoint kept, boolean now) {
    kept.write(database, connection, now);
  }

  void rollback() throws SQLException {
    insertReceipt.clearBatch();
    insertDelivery.clearBatch();
    insertSearch.clearBatch();
    insertLookup.clearBatch();
    connection.rollback();
  }

  void addPush(String destination, long size) throws SQLException {
    try {
      log.addPush(destination, size);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  /** Adds renewals of time stamps. */
  interface RenewalWrite {
    void run(RenewalTable rows) throws SQLException;
  }

  /** Commits a renewal, which {@link #flush} makes durable. */
  void renew(RenewalWrite write) throws SQLException {
    try {
      write.run(new RenewalTable(log));
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  /** When it returns, what was committed is on disk. */
  void flush() throws SQLException {
    database.flush(connection);
  }

  void stampCheckpoint(long size, TimestampToken token) throws SQLException {
    try {
      log.addStamp(size, token);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  void stamp(long sequence, TimestampToken token) throws SQLException {
    stamp.setString(1, text(token));
    stamp.setObject(2, at(token.time()));
    stamp.setLong(3, sequence);
    try {
      stamp.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  Optional<Delivery> delivered(String input, String profile, String keyId, String destination)
      throws SQLException {
    delivered.setString(1, input);
    delivered.setString(2, profile);
    delivered.setString(3, keyId);
    delivered.setString(4, destination);
    try (ResultSet row = delivered.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Delivery(
                  row.getString(1),
                  row.getLong(2),
                  row.getObject(3, OffsetDateTime.class).toInstant()))
          : Optional.empty();
    } finally {
      connection.rollback();
    }
  }

  Optional<Row> find(long sequence) throws SQLException, IOException {
    bySequence.setLong(1, sequence);
    return first(bySequence);
  }

  /** The latest receipt of an output, or of an input that was held back. */
  Optional<Row> find(String subject) throws SQLException, IOException {
    bySubject.setString(1, subject);
    return first(bySubject);
  }

  /** Receipts from a number to another, in order. */
  List<Row> range(long first, long last) throws SQLException, IOException {
    PreparedStatement query = log.statement(COLUMNS + "where seq >= ? and seq <= ? order by seq");
    query.setLong(1, first);
    query.setLong(2, last);
    return rows(query);
  }

  /** Number of the last receipt that can be found by more than its digest. */
  long searchable() throws SQLException {
    PreparedStatement query = log.statement("select max(seq) from search");
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    } finally {
      connection.rollback();
    }
  }

  /** Receipts without a token, in order, at most 100. */
  List<Row> pending(long after) throws SQLException, IOException {
    pending.setLong(1, after);
    return rows(pending);
  }

  private List<Row> rows(PreparedStatement query) throws SQLException, IOException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(row(row));
      }
    } finally {
      connection.rollback();
    }
    return rows;
  }

  /** How many receipts a time-stamped checkpoint covers. */
  long stampedSize() throws SQLException {
    return log(LogTable::stampedSize);
  }

  /** The last checkpoint of the log. */
  Optional<LogTable.Kept> lastCheckpoint() throws SQLException, IOException {
    return log(LogTable::last);
  }

  interface LogQuery<T, E extends Exception> {
    T run(LogTable log) throws SQLException, E;
  }

  /** Asks the log something, and ends the transaction that it needs. */
  <T, E extends Exception> T log(LogQuery<T, E> query) throws SQLException, E {
    try {
      return query.run(log);
    } finally {
      connection.rollback();
    }
  }

  /** How many receipts nothing stamped yet, and since when. */
  WaitingStamps waiting() throws SQLException {
    waiting.setLong(1, log.stampedSize());
    try (ResultSet row = waiting.executeQuery()) {
      row.next();
      OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
      return new WaitingStamps(
          row.getLong(1), Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
    } finally {
      connection.rollback();
    }
  }

  private Optional<Row> first(PreparedStatement query) throws SQLException, IOException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(row(row)) : Optional.empty();
    } finally {
      connection.rollback();
    }
  }

  static Row row(ResultSet row) throws SQLException, IOException {
    String token = row.getString(4);
    OffsetDateTime stamped = row.getObject(5, OffsetDateTime.class);
    return new Row(
        row.getLong(1),
        row.getString(2),
        ReceiptFile.parse(row.getString(3).getBytes(StandardCharsets.UTF_8)).envelope(),
        token == null || stamped == null
            ? Optional.empty()
            : Optional.of(
                new TimestampToken(Base64.getDecoder().decode(token), stamped.toInstant())));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static String text(TimestampToken token) {
    return Base64.getEncoder().encodeToString(token.der());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
