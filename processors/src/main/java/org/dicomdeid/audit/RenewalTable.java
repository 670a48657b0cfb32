/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.TimestampToken;

/**
 * Time stamps that may be renewed, of receipts and of checkpoints, and their renewals. What it adds
 * is committed by its {@link ReceiptTable}.
 */
final class RenewalTable {

  private static final String PAGE = " fetch first 100 rows only";

  private final LogTable log;

  RenewalTable(LogTable log) {
    this.log = log;
  }

  /** Receipts with a token of their own, in order, at most 100. */
  List<ReceiptTable.Row> receipts(long after) throws SQLException, IOException {
    PreparedStatement query =
        log.statement(
            ReceiptTable.COLUMNS + "where stamped is not null and seq > ? order by seq" + PAGE);
    query.setLong(1, after);
    List<ReceiptTable.Row> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(ReceiptTable.row(row));
      }
    }
    return rows;
  }

  /** Checkpoints with a token, in order, at most 100. */
  List<CheckpointNote> checkpoints(long after) throws SQLException, IOException {
    PreparedStatement query =
        log.statement(
            "select c.note from log_checkpoint c join log_stamp s on s.tree_size = c.tree_size"
                + " where s.number = 1 and c.tree_size > ? order by c.tree_size"
                + PAGE);
    query.setLong(1, after);
    List<CheckpointNote> notes = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        notes.add(CheckpointNote.parse(row.getString(1)));
      }
    }
    return notes;
  }

  /**
   * The renewals of a receipt's own token, oldest first.
   *
   * @throws IOException when one of them is missing or cannot be read
   */
  List<TimestampToken> ofReceipt(long sequence) throws SQLException, IOException {
    return tokens(
        "select generation, token, stamped from renewal where seq = ? order by generation",
        sequence);
  }

  /** The renewals of a checkpoint's token, oldest first. */
  List<TimestampToken> ofCheckpoint(long size) throws SQLException, IOException {
    List<TimestampToken> all = stampsOf(size);
    return all.isEmpty() ? all : all.subList(1, all.size());
  }

  /**
   * All tokens of a checkpoint, oldest first.
   *
   * @throws IOException when one of them is missing or cannot be read
   */
  List<TimestampToken> stampsOf(long size) throws SQLException, IOException {
    return tokens(
        "select number, token, stamped from log_stamp where tree_size = ? order by number", size);
  }

  private List<TimestampToken> tokens(String sql, long key) throws SQLException, IOException {
    PreparedStatement query = log.statement(sql);
    query.setLong(1, key);
    List<TimestampToken> tokens = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        if (row.getInt(1) != tokens.size() + 1) {
          throw new IOException("one of its time stamps is missing");
        }
        tokens.add(
            new TimestampToken(
                Base64.getDecoder().decode(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant()));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("one of its time stamps is not base64", e);
    }
    return tokens;
  }

  void addToReceipt(long sequence, int generation, TimestampToken token) throws SQLException {
    add(
        "insert into renewal (seq, generation, token, stamped) values (?, ?, ?, ?)",
        sequence,
        generation,
        token);
  }

  /**
   * Adds a renewal.
   *
   * @param number from 2; 1 is the first time stamp
   */
  void addToCheckpoint(long size, int number, TimestampToken token) throws SQLException {
    add(
        "insert into log_stamp (tree_size, number, token, stamped) values (?, ?, ?, ?)",
        size,
        number,
        token);
  }

  private void add(String sql, long key, int number, TimestampToken token) throws SQLException {
    PreparedStatement insert = log.statement(sql);
    insert.setLong(1, key);
    insert.setInt(2, number);
    insert.setString(3, Base64.getEncoder().encodeToString(token.der()));
    insert.setObject(4, token.time().atOffset(ZoneOffset.UTC));
    insert.executeUpdate();
  }
}
