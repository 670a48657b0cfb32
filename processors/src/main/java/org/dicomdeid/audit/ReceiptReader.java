/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.LogEvidence;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptChain;
import org.dicomdeid.receipt.TimestampToken;
import org.dicomdeid.receipt.VerificationKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log answers: receipts with all their evidence, proofs, and whether it is whole. Safe for
 * threads.
 */
final class ReceiptReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptReader.class);

  private static final int EXPORTED_AT_ONCE = 256;

  private final AuditStore store;
  private final KeyFolder keys;
  private final Stamping stamping;
  private final LastingTable table;
  private final LogWriter log;
  private final Map<String, byte[]> publicKeys = new ConcurrentHashMap<>();

  ReceiptReader(AuditStore store, KeyFolder keys, Stamping stamping, LogSettings settings)
      throws SQLException {
    this.store = store;
    this.keys = keys;
    this.stamping = stamping;
    this.table = new LastingTable(store.database());
    this.log = new LogWriter(keys, store.storeId(), settings, new TileCache(this::tile));
  }

  /** The log as a writer takes it on. */
  LogWriter log() {
    return log;
  }

  /** As it is now, or as it was when an open to read first needed it. */
  private LogTree tree() throws AuditException {
    if (log.tree() == null) {
      try (ReceiptTable snapshot = new ReceiptTable(store.database(), store.connectToSnapshot())) {
        log.load(snapshot);
      } catch (SQLException e) {
        throw new AuditException("the log cannot be read", e);
      }
    }
    return log.tree();
  }

  private byte[] tile(int level, long index) throws AuditException {
    return read(it -> it.log(log -> log.tile(level, index)));
  }

  List<byte[]> consistency(long older, long newer) throws AuditException {
    LogTree tree = tree();
    if (newer > tree.size()) {
      throw new IllegalArgumentException("the log has fewer receipts");
    }
    try {
      return MerkleTree.consistencyProof(tree, older, newer);
    } catch (IOException e) {
      throw new AuditException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  Optional<String> compare(CheckpointNote kept) throws AuditException {
    try {
      return LogCheck.fault(kept, store.storeId(), keys.trustedKeys(), tree());
    } catch (IOException e) {
      throw new AuditException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  void export(long first, long last, ReceiptLog.Receiver receiver) throws IOException {
    LogTable.Kept covering = null;
    for (long from = Math.max(1, first); from <= last; from += EXPORTED_AT_ONCE) {
      long start = from;
      long end = Math.min(last, from + EXPORTED_AT_ONCE - 1);
      List<ReceiptTable.Row> rows = read(table -> table.range(start, end));
      for (ReceiptTable.Row row : rows) {
        // The first that covers a receipt is that of the next ones too, as far as it goes.
        if (covering == null || covering.note().checkpoint().size() < row.sequence()) {
          covering = covering(row.sequence()).orElse(null);
        }
        receiver.take(receipt(row, Optional.ofNullable(covering)));
      }
      if (rows.isEmpty()) {
        return;
      }
    }
  }

  private Optional<LogTable.Kept> covering(long sequence) throws AuditException {
    return read(table -> table.log(it -> it.covering(sequence)));
  }

  Optional<Receipt> find(long sequence) throws AuditException {
    return withEvidence(read(table -> table.find(sequence)));
  }

  Optional<Receipt> find(String sha256) throws AuditException {
    return withEvidence(read(table -> table.find(sha256)));
  }

  /**
   * Walks the log, and compares it with checkpoints that were kept elsewhere.
   *
   * @param end number of the last receipt that must be there
   */
  ChainReport verifyChain(List<CheckpointNote> kept, long end) throws AuditException {
    List<CheckpointNote> all = new ArrayList<>(kept);
    if (store.keptCheckpoint().isPresent()) {
      store.keptCheckpoint().get().read().ifPresent(all::add);
    }
    try {
      List<VerificationKey> trusted = keys.trustedKeys();
      for (CheckpointNote each : all) {
        if (!each.checkpoint().isOf(store.storeId()) || each.signer(trusted).isEmpty()) {
          throw new AuditException(
              "a checkpoint is of another log than this, or not signed by a key of this site");
        }
      }
      try (ChainWalk walk = new ChainWalk(store.connectToSnapshot(), trusted, keys.revocations())) {
        return walk.walk(end, all);
      }
    } catch (KeyException e) {
      throw new AuditException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new AuditException("the receipts cannot be read", e);
    }
  }

  /** The store as a verifier of single receipts asks it. */
  ReceiptChain chain() {
    return new ReceiptChain() {
      @Override
      public String storeId() {
        return store.storeId();
      }

      @Override
      public Optional<String> digestOf(long sequence) throws IOException {
        try {
          return find(sequence).map(receipt -> receipt.envelope().digest());
        } catch (AuditException e) {
          throw new IOException("the audit store cannot be read", e);
        }
      }
    };
  }

  <T> T read(LastingTable.Query<T> query) throws AuditException {
    // An interrupted thread's read would close the data base file for everyone.
    boolean interrupted = Thread.interrupted();
    try {
      synchronized (table) {
        return table.run(query);
      }
    } catch (SQLException | IOException e) {
      throw new AuditException("the audit store cannot be read", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<Receipt> withEvidence(Optional<ReceiptTable.Row> row) throws AuditException {
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(receipt(row.get(), covering(row.get().sequence())));
  }

  private Receipt receipt(ReceiptTable.Row row, Optional<LogTable.Kept> covering)
      throws AuditException {
    return new Receipt(
        row.sequence(),
        row.digest(),
        row.envelope(),
        row.token(),
        publicKey(row.envelope().keyId()),
        stamping.certificates(),
        covering.isPresent()
            ? Optional.of(evidence(row.sequence(), covering.get()))
            : Optional.empty(),
        row.token().isEmpty()
            ? List.of()
            : read(table -> table.log(it -> new RenewalTable(it).ofReceipt(row.sequence()))));
  }

  private LogEvidence evidence(long sequence, LogTable.Kept covering) throws AuditException {
    long index = sequence - 1;
    try {
      return new LogEvidence(
          index,
          MerkleTree.inclusionProof(tree(), index, covering.note().checkpoint().size()),
          covering.note(),
          covering.token(),
          covering.token().isEmpty() ? List.of() : renewals(covering.note()));
    } catch (IOException e) {
      throw new AuditException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  private List<TimestampToken> renewals(CheckpointNote note) throws AuditException {
    long size = note.checkpoint().size();
    return read(table -> table.log(it -> new RenewalTable(it).ofCheckpoint(size)));
  }

  /** Of an earlier year, perhaps; null when it is not kept. */
  private byte[] publicKey(String id) {
    byte[] known = publicKeys.get(id);
    if (known == null) {
      // Made since the log was opened.
      try {
        keys.trustedKeys().forEach(each -> publicKeys.put(each.id(), each.der()));
      } catch (KeyException e) {
        LOG.warn("Public keys cannot be read: {}", e.getMessage());
      }
    }
    return known == null ? publicKeys.get(id) : known;
  }

  @Override
  public void close() throws SQLException {
    table.close();
  }
}
