/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.SigningKey;
import org.dicomdeid.receipt.VerificationKey;

/** The log as the one thread that writes has it; others read {@link #tree}. */
final class LogWriter {

  private static final int PAGE = 1024;

  private final KeyFolder keys;
  private final String storeId;
  private final LogSettings settings;
  private final TileCache tiles;
  private volatile LogTree tree;
  private long covered;
  private long lastCheckpointAt = System.nanoTime();

  LogWriter(KeyFolder keys, String storeId, LogSettings settings, TileCache tiles) {
    this.keys = keys;
    this.storeId = storeId;
    this.settings = settings;
    this.tiles = tiles;
  }

  /**
   * Takes the log from the store, makes the tiles that an earlier release did not make, and
   * compares it with its last checkpoint.
   *
   * @throws LogDamagedException when it is not the log of that checkpoint
   */
  void load(ReceiptTable table) throws SQLException, AuditException {
    LogTable log = table.log();
    try {
      long size = log.size();
      long whole = log.tiles();
      if (whole > size / LogTree.TILE_WIDTH) {
        throw new LogDamagedException(
            "Receipts were cut off: the log has tiles for more than its " + size + " receipts.");
      }
      long kept = Math.min(size, (whole + 1) * LogTree.TILE_WIDTH - 1);
      LogTree read = log.tree(kept, tiles);
      while (read.size() < size) {
        LogGrowth growth = new LogGrowth(read);
        log.leaves(read.size(), read.size() + PAGE).forEach(growth::add);
        log.addTiles(growth.tiles());
        table.commit();
        if (growth.tree().size() == read.size()) {
          throw new IOException("receipts are missing");
        }
        read = growth.tree();
      }
      covered = check(log.last(), read);
      tree = read;
    } catch (IOException e) {
      if (e instanceof AuditException known) {
        throw known;
      }
      throw new LogDamagedException("The log of receipts cannot be read: " + e.getMessage() + ".");
    } finally {
      table.rollback();
    }
  }

  /**
   * Compares with a checkpoint that was kept outside of the store.
   *
   * @throws LogDamagedException when this is not the log of that checkpoint
   */
  void require(CheckpointNote kept) throws AuditException {
    try {
      Optional<String> fault = LogCheck.fault(kept, storeId, trusted(), tree);
      if (fault.isPresent()) {
        throw new LogDamagedException(
            fault.get()
                + " It was kept in the data folder as audit.checkpoint. 'dicom-deid audit verify'"
                + " tells more; to go on with what there is on purpose, move that file away and"
                + " keep it.");
      }
    } catch (IOException e) {
      if (e instanceof AuditException known) {
        throw known;
      }
      throw new LogDamagedException("The log of receipts cannot be read: " + e.getMessage() + ".");
    }
  }

  /** Compares with the last checkpoint, and says how many receipts that one covers. */
  private long check(Optional<LogTable.Kept> last, LogTree read) throws IOException {
    if (last.isEmpty()) {
      return 0;
    }
    Optional<String> fault = LogCheck.fault(last.get().note(), storeId, trusted(), read);
    if (fault.isPresent()) {
      throw new LogDamagedException(fault.get());
    }
    return last.get().note().checkpoint().size();
  }

  private List<VerificationKey> trusted() throws AuditException {
    try {
      return keys.trustedKeys();
    } catch (KeyException e) {
      throw new AuditException(e.getMessage(), e);
    }
  }

  /** The log as it is committed. */
  LogTree tree() {
    return tree;
  }

  /**
   * What the log is to become, with a checkpoint when one is due.
   *
   * @param now whether a checkpoint is wanted, due or not
   * @param key that signs it
   */
  LogGrowth grow(List<Envelope> envelopes, boolean now, SigningKey key) {
    LogGrowth growth = new LogGrowth(tree);
    envelopes.forEach(growth::add);
    if (growth.tree().size() > covered && (now || sinceLast() >= settings.interval().toNanos())) {
      try {
        growth.sign(storeId, key);
      } catch (IOException e) {
        throw new IllegalStateException("the root follows from what is in memory", e);
      }
    }
    return growth;
  }

  /** What was committed. */
  void grown(LogGrowth growth) {
    tiles.put(growth.tiles());
    tree = growth.tree();
    if (growth.checkpoint() != null) {
      covered = growth.checkpoint().checkpoint().size();
      lastCheckpointAt = System.nanoTime();
    }
  }

  /** Nanoseconds until a checkpoint is due; empty when it would cover nothing new. */
  OptionalLong dueIn() {
    return tree.size() == covered
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, settings.interval().toNanos() - sinceLast()));
  }

  /** Nanoseconds that a commit waits for further receipts. */
  long gathering() {
    return settings.gather().toNanos();
  }

  boolean stampsReceipts() {
    return settings.stamps() == LogSettings.Stamps.RECEIPT;
  }

  private long sinceLast() {
    return System.nanoTime() - lastCheckpointAt;
  }
}
