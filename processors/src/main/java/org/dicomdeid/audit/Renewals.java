/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.Renewal;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps anew what is stamped, before the authority's certificate ends or its digest is broken:
 * first receipts with time stamps of their own, then checkpoints. It goes through them a part at a
 * time, and remembers where it was.
 */
final class Renewals {

  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

  /** What is looked at in one turn, so that pending stamps do not wait long. */
  private static final int LOOKED_AT = 20_000;

  private static final int RENEWED = 1_000;

  private final TimestampAuthority authority;
  private long receipt;
  private long checkpoint;
  private boolean told;

  Renewals(TimestampAuthority authority) {
    this.authority = authority;
  }

  /**
   * What one turn did.
   *
   * @param done whether the last one was reached; the next turn begins with the first
   */
  record Turn(int renewed, boolean done) {}

  Turn run(ReceiptTable table, RenewalPolicy policy, Instant now) throws SQLException, IOException {
    int renewed = 0;
    int looked = 0;
    try {
      while (looked < LOOKED_AT && renewed < RENEWED) {
        List<ReceiptTable.Row> rows = table.log(log -> new RenewalTable(log).receipts(receipt));
        List<CheckpointNote> notes =
            rows.isEmpty()
                ? table.log(log -> new RenewalTable(log).checkpoints(checkpoint))
                : List.of();
        for (ReceiptTable.Row row : rows) {
          renewed += renewReceipt(table, row, policy, now) ? 1 : 0;
          receipt = row.sequence();
        }
        for (CheckpointNote note : notes) {
          renewed += renewCheckpoint(table, note, policy, now) ? 1 : 0;
          checkpoint = note.checkpoint().size();
        }
        looked += rows.size() + notes.size();
        if (rows.isEmpty() && notes.isEmpty()) {
          return end(renewed);
        }
      }
      return new Turn(renewed, false);
    } catch (TimestampException e) {
      if (!told) {
        LOG.warn("Time stamps cannot be renewed: {}", e.getMessage());
      }
      told = true;
      // Tried again with the next scan.
      return end(renewed);
    } finally {
      if (renewed > 0) {
        table.flush();
      }
    }
  }

  private Turn end(int renewed) {
    receipt = 0;
    checkpoint = 0;
    return new Turn(renewed, true);
  }

  private boolean renewReceipt(
      ReceiptTable table, ReceiptTable.Row row, RenewalPolicy policy, Instant now)
      throws SQLException, IOException, TimestampException {
    List<TimestampToken> tokens = new ArrayList<>();
    tokens.add(row.token().orElseThrow());
    tokens.addAll(table.log(log -> new RenewalTable(log).ofReceipt(row.sequence())));
    Optional<TimestampToken> next = next(Renewal.of(row.envelope()), tokens, policy, now);
    if (next.isPresent()) {
      table.renew(rows -> rows.addToReceipt(row.sequence(), tokens.size(), next.get()));
    }
    return next.isPresent();
  }

  private boolean renewCheckpoint(
      ReceiptTable table, CheckpointNote note, RenewalPolicy policy, Instant now)
      throws SQLException, IOException, TimestampException {
    long size = note.checkpoint().size();
    List<TimestampToken> tokens = table.log(log -> new RenewalTable(log).stampsOf(size));
    Optional<TimestampToken> next = next(note.bytes(), tokens, policy, now);
    if (next.isPresent()) {
      table.renew(rows -> rows.addToCheckpoint(size, tokens.size() + 1, next.get()));
    }
    return next.isPresent();
  }

  private Optional<TimestampToken> next(
      byte[] about, List<TimestampToken> tokens, RenewalPolicy policy, Instant now)
      throws TimestampException {
    TimestampToken last = tokens.get(tokens.size() - 1);
    return Renewal.isDue(last, now.plus(policy.before()), policy.weakDigests())
        ? Optional.of(Renewal.stamp(authority, about, tokens, policy.weakDigests()))
        : Optional.empty();
  }
}
