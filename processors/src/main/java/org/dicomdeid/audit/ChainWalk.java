/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.dicomdeid.receipt.Claims;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.VerificationKey;

/** Reads the log from its beginning and compares each receipt with what it should be. */
final class ChainWalk implements AutoCloseable {

  private static final int PAGE = 256;

  private final String storeId;
  private final List<VerificationKey> keys;
  private final Map<String, Instant> revocations;
  private final Connection connection;
  private final PreparedStatement page;
  private final PreparedStatement ledger;

  /**
   * @param revocations from when on a key's receipts are not good, by its id
   */
  ChainWalk(AuditStore store, List<VerificationKey> keys, Map<String, Instant> revocations)
      throws SQLException {
    this.storeId = store.storeId();
    this.keys = keys;
    this.revocations = revocations;
    this.connection = store.connect();
    this.page =
        connection.prepareStatement(
            ReceiptTable.COLUMNS + "where seq > ? order by seq fetch first " + PAGE + " rows only");
    this.ledger =
        connection.prepareStatement(
            "select input, profile, key_id, destination, output from ledger where seq = ?");
  }

  /** Why a receipt is not as it was written. */
  private static final class Broken extends Exception {
    Broken(String message) {
      super(message);
    }
  }

  /**
   * Walks the log.
   *
   * @param end the last number that must be there
   */
  ChainReport walk(long end) throws SQLException {
    ReceiptTable.Head last = ReceiptTable.Head.EMPTY;
    while (true) {
      ReceiptTable.Head before = last;
      page.setLong(1, last.sequence());
      try (ResultSet row = page.executeQuery()) {
        while (row.next()) {
          long expected = last.sequence() + 1;
          try {
            last = check(row, last);
          } catch (Broken e) {
            return new ChainReport(
                last.sequence(),
                OptionalLong.of(expected),
                "Receipt " + expected + " is not as it was written: " + e.getMessage() + ".");
          }
        }
      }
      if (last.equals(before)) {
        break;
      }
    }
    if (last.sequence() < end) {
      long missing = last.sequence() + 1;
      return new ChainReport(
          last.sequence(), OptionalLong.of(missing), "Receipt " + missing + " is missing.");
    }
    return new ChainReport(
        last.sequence(),
        OptionalLong.empty(),
        "All " + last.sequence() + " receipts are as they were written.");
  }

  private ReceiptTable.Head check(ResultSet columns, ReceiptTable.Head before)
      throws SQLException, Broken {
    long sequence = before.sequence() + 1;
    if (columns.getLong(1) != sequence) {
      throw new Broken("it is missing");
    }
    ReceiptTable.Row row;
    Claims claims;
    try {
      row = ReceiptTable.row(columns);
      claims = Claims.of(row.envelope());
    } catch (IOException | RuntimeException e) {
      throw new Broken("it cannot be read");
    }
    require(row.envelope().digest().equals(row.digest()), "its digest does not fit");
    require(
        keys.stream().anyMatch(key -> key.verifies(row.envelope())),
        "its signature does not fit, or is by no key of this site");
    require(claims.sequence() == sequence, "it carries another number");
    require(Objects.equals(claims.previous(), before.digest()), "it names another predecessor");
    require(storeId.equals(claims.store()), "it is of another store");
    checkToken(row);
    Instant revoked = revocations.get(row.envelope().keyId());
    require(
        revoked == null || row.token().filter(it -> it.time().isBefore(revoked)).isPresent(),
        "its key was revoked before it was stamped");
    checkLedger(sequence, claims);
    return new ReceiptTable.Head(sequence, row.digest());
  }

  private static void checkToken(ReceiptTable.Row row) throws Broken {
    if (row.token().isPresent()) {
      try {
        row.token().get().requireStampOf(row.envelope().signature());
      } catch (TimestampException e) {
        throw new Broken("its time stamp does not hold, " + e.getMessage());
      }
    }
  }

  private void checkLedger(long sequence, Claims claims) throws SQLException, Broken {
    ledger.setLong(1, sequence);
    try (ResultSet row = ledger.executeQuery()) {
      while (row.next()) {
        require(
            row.getString(1).equals(claims.input())
                && row.getString(2).equals(claims.profile())
                && row.getString(3).equals(claims.pseudonymKey())
                && claims.destinations().contains(row.getString(4))
                && row.getString(5).equals(claims.output()),
            "the ledger says something else");
      }
    }
  }

  private static void require(boolean holds, String otherwise) throws Broken {
    if (!holds) {
      throw new Broken(otherwise);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
