/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dicomdeid.receipt.TimestampToken;

/** Stamped receipts and their renewals, of one connection. Not safe for threads. */
final class RenewalTable implements AutoCloseable {

  private static final int PAGE = 100;

  private final Database database;
  private final Connection connection;
  private final PreparedStatement page;
  private final PreparedStatement renewals;
  private final PreparedStatement insert;

  RenewalTable(Database database) throws SQLException {
    this.database = database;
    this.connection = database.connect();
    connection.setAutoCommit(false);
    page =
        connection.prepareStatement(
            ReceiptTable.COLUMNS
                + "where stamped is not null and seq > ? order by seq fetch first "
                + PAGE
                + " rows only");
    renewals =
        connection.prepareStatement(
            "select token, stamped from renewal where seq = ? order by generation");
    insert =
        connection.prepareStatement(
            "insert into renewal (seq, generation, token, stamped) values (?, ?, ?, ?)");
  }

  /** Receipts with a token, in order, at most 100. */
  List<ReceiptTable.Row> page(long after) throws SQLException, IOException {
    page.setLong(1, after);
    List<ReceiptTable.Row> rows = new ArrayList<>();
    try (ResultSet row = page.executeQuery()) {
      while (row.next()) {
        rows.add(ReceiptTable.row(row));
      }
    } finally {
      connection.rollback();
    }
    return rows;
  }

  /** The renewals of a receipt, oldest first. */
  List<TimestampToken> of(long sequence) throws SQLException {
    renewals.setLong(1, sequence);
    List<TimestampToken> tokens = new ArrayList<>();
    try (ResultSet row = renewals.executeQuery()) {
      while (row.next()) {
        tokens.add(
            new TimestampToken(
                Base64.getDecoder().decode(row.getString(1)),
                row.getObject(2, OffsetDateTime.class).toInstant()));
      }
    } finally {
      connection.rollback();
    }
    return tokens;
  }

  /** When it returns, the renewal is in the file. */
  void add(long sequence, int generation, TimestampToken token) throws SQLException {
    insert.setLong(1, sequence);
    insert.setInt(2, generation);
    insert.setString(3, Base64.getEncoder().encodeToString(token.der()));
    insert.setObject(4, token.time().atOffset(ZoneOffset.UTC));
    insert.executeUpdate();
    connection.commit();
  }

  /** As with receipts: H2 writes later by itself. */
  void flush() throws SQLException {
    database.flush(connection);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
