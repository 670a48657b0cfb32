/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.Claims;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Renewal;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;
import org.dicomdeid.receipt.VerificationKey;

/** Reads the log from its beginning and compares each receipt with what it should be. */
final class ChainWalk implements AutoCloseable {

  private static final int PAGE = 256;

  private final List<VerificationKey> keys;
  private final Map<String, Instant> revocations;
  private final Connection connection;
  private final PreparedStatement page;
  private final RowsBeside beside;
  private final RenewalTable renewals;
  private String storeId;
  private LogWalk log;

  /**
   * A walk over what the connection sees; it is closed with the walk.
   *
   * @param revocations from when on a key's receipts are not good, by its id
   */
  ChainWalk(Connection connection, List<VerificationKey> keys, Map<String, Instant> revocations)
      throws SQLException {
    this.keys = keys;
    this.revocations = revocations;
    this.connection = connection;
    this.page =
        connection.prepareStatement(
            ReceiptTable.COLUMNS + "where seq > ? order by seq fetch first " + PAGE + " rows only");
    this.beside = new RowsBeside(connection);
    this.renewals = new RenewalTable(new LogTable(connection));
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
   * @param kept checkpoints of this log that were kept outside of the store, and hold
   */
  ChainReport walk(long end, List<CheckpointNote> kept) throws SQLException {
    ReceiptTable.Head last = ReceiptTable.Head.EMPTY;
    storeId = AuditStore.name(connection);
    try {
      log = new LogWalk(new LogTable(connection), storeId, keys, kept);
    } catch (IOException e) {
      return unreadable();
    }
    while (true) {
      ReceiptTable.Head before = last;
      page.setLong(1, last.sequence());
      beside.load(last.sequence() + 1, last.sequence() + PAGE);
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
    if (last.sequence() < Math.max(end, log.covered())) {
      long missing = last.sequence() + 1;
      return new ChainReport(
          last.sequence(), OptionalLong.of(missing), "Receipt " + missing + " is missing.");
    }
    if (beside.isOutside(last.sequence())) {
      long missing = last.sequence() + 1;
      return new ChainReport(
          last.sequence(),
          OptionalLong.of(missing),
          "Receipt " + missing + " is missing, though the store has rows that stood beside it.");
    }
    return new ChainReport(
        last.sequence(),
        OptionalLong.empty(),
        "All " + last.sequence() + " receipts are as they were written.");
  }

  private static ChainReport unreadable() {
    return new ChainReport(
        0, OptionalLong.of(1), "Receipt 1 is not as it was written: no checkpoint can be read.");
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
    require(
        row.envelope().toJson().equals(columns.getString(3)),
        "its envelope is written in another way");
    require(row.envelope().digest().equals(row.digest()), "its digest does not fit");
    require(
        keys.stream().anyMatch(key -> key.verifies(row.envelope())),
        "its signature does not fit, or is by no key of this site");
    require(claims.sequence() == sequence, "it carries another number");
    require(Objects.equals(claims.previous(), before.digest()), "it names another predecessor");
    require(storeId.equals(claims.store()), "it is of another store");
    require(
        (columns.getString(4) == null) == (columns.getObject(5) == null),
        "its time stamp is not whole");
    checkToken(row);
    checkRenewals(row);
    Optional<String> fault = beside.fault(sequence, claims);
    if (fault.isPresent()) {
      throw new Broken(fault.get());
    }
    checkRevocation(row);
    checkLog(columns.getString(3));
    return new ReceiptTable.Head(sequence, row.digest());
  }

  /** What a thief of the key signed has no time stamp of before the theft. */
  private void checkRevocation(ReceiptTable.Row row) throws SQLException, Broken {
    Instant revoked = revocations.get(row.envelope().keyId());
    if (revoked == null) {
      return;
    }
    Optional<Instant> time;
    try {
      Optional<Instant> own = row.token().map(TimestampToken::time);
      time = own.isPresent() ? own : log.stamped(row.sequence());
    } catch (IOException e) {
      throw new Broken("a checkpoint after it cannot be read");
    }
    require(
        time.filter(it -> it.isBefore(revoked)).isPresent(),
        "its key was revoked before it was stamped");
  }

  private void checkLog(String envelope) throws SQLException, Broken {
    Optional<String> fault;
    try {
      fault = log.add(MerkleTree.leafHash(envelope.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new Broken("a checkpoint after it cannot be read");
    }
    if (fault.isPresent()) {
      throw new Broken(fault.get());
    }
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

  private void checkRenewals(ReceiptTable.Row row) throws SQLException, Broken {
    if (!beside.isRenewed(row.sequence())) {
      return;
    }
    require(row.token().isPresent(), "it has no time stamp, but a renewal of one");
    List<TimestampToken> tokens = new ArrayList<>();
    tokens.add(row.token().orElseThrow());
    try {
      tokens.addAll(renewals.ofReceipt(row.sequence()));
      Renewal.requireAll(Renewal.of(row.envelope()), tokens);
    } catch (IOException | TimestampException e) {
      throw new Broken("a renewal of its time stamp does not hold, " + e.getMessage());
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
