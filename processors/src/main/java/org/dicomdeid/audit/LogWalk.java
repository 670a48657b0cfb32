/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.Renewal;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;
import org.dicomdeid.receipt.VerificationKey;

/** Builds the log anew from its receipts and compares it with tiles and checkpoints on the way. */
final class LogWalk {

  private final LogTable table;
  private final RenewalTable renewals;
  private final String storeId;
  private final List<VerificationKey> keys;
  private final LogTree tree =
      new LogTree(
          (level, index) -> {
            throw new IllegalStateException("a root needs no whole tile");
          });
  private final List<CheckpointNote> kept;
  private final long covered;
  private Optional<LogTable.Kept> next;

  /**
   * A walk from the beginning.
   *
   * @param kept checkpoints of this log that were kept outside of the store, and hold
   */
  LogWalk(LogTable table, String storeId, List<VerificationKey> keys, List<CheckpointNote> kept)
      throws SQLException, IOException {
    this.table = table;
    this.renewals = new RenewalTable(table);
    this.storeId = storeId;
    this.keys = keys;
    this.kept = kept;
    this.covered =
        Stream.concat(table.last().map(LogTable.Kept::note).stream(), kept.stream())
            .mapToLong(it -> it.checkpoint().size())
            .max()
            .orElse(0);
    this.next = table.from(0);
  }

  /** What does not fit once this leaf is added, without a full stop; empty when all does. */
  Optional<String> add(byte[] leafHash) throws SQLException, IOException {
    for (LogTree.Tile tile : tree.append(leafHash)) {
      if (!Arrays.equals(table.tile(tile.level(), tile.index()), tile.hashes())) {
        return Optional.of("the log's tile that ends with it says something else");
      }
    }
    for (CheckpointNote each : kept) {
      if (each.checkpoint().size() == tree.size()
          && LogCheck.fault(each, storeId, keys, tree).isPresent()) {
        return Optional.of(
            "the log up to it is not the one of a checkpoint that was kept outside of the store");
      }
    }
    if (next.isEmpty() || next.get().note().checkpoint().size() != tree.size()) {
      return Optional.empty();
    }
    Optional<String> fault = fault(next.get());
    next = table.from(tree.size() + 1);
    return fault;
  }

  /** When a checkpoint that covers a receipt was stamped first; the walk checks that token too. */
  Optional<Instant> stamped(long sequence) throws SQLException, IOException {
    return table.covering(sequence).flatMap(LogTable.Kept::token).map(TimestampToken::time);
  }

  private Optional<String> fault(LogTable.Kept kept) throws SQLException, IOException {
    Optional<String> fault = LogCheck.fault(kept.note(), storeId, keys, tree);
    if (fault.isEmpty() && kept.token().isPresent()) {
      try {
        kept.token().get().requireStampOf(kept.note().bytes());
      } catch (TimestampException e) {
        return Optional.of("the time stamp of its checkpoint does not hold, " + e.getMessage());
      }
      try {
        Renewal.requireAll(kept.note().bytes(), renewals.stampsOf(tree.size()));
      } catch (IOException | TimestampException e) {
        return Optional.of(
            "a renewal of the time stamp of its checkpoint does not hold, " + e.getMessage());
      }
    }
    return fault.map(it -> "its checkpoint does not fit it: " + it.substring(0, it.length() - 1));
  }

  /** How many receipts the log must have: its a checkpoint covered them when this began. */
  long covered() {
    return covered;
  }
}
