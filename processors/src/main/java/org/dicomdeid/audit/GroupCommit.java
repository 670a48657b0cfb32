/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.dicomdeid.audit.AppendQueue.Append;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.SigningKey;
import org.dicomdeid.receipt.TimestampToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all appends that wait, chains, signs and stamps them, and
 * commits them in one transaction, so that the more there is to do the less a commit costs.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** H2 ran out of memory, which another object may have used up; its file is whole. */
  private static final String OUT_OF_MEMORY = "90108";

  /** How long nothing is tried when the data base cannot be reached: appends fail at once then. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final KeyFolder keys;
  private final Stamping stamping;
  private final LogWriter log;
  private final Optional<KeptCheckpoint> kept;
  private final String storeId;
  private final AppendQueue queue = new AppendQueue();
  private final Thread thread = new Thread(this::run, "receipt-log");

  /** Null while the connection is lost. */
  private ReceiptTable table;

  private long reconnectAt;
  private volatile ReceiptTable.Head head;
  private SigningKey key;
  private String keyFault;
  private volatile AuditException broken;

  GroupCommit(AuditStore store, KeyFolder keys, Stamping stamping, LogWriter log)
      throws SQLException, AuditException, KeyException {
    this.database = store.database();
    this.kept = store.keptCheckpoint();
    this.keys = keys;
    this.key = keys.signingKey();
    this.stamping = stamping;
    this.log = log;
    this.storeId = store.storeId();
    connect();
    thread.setDaemon(true);
    thread.start();
  }

  private record Signed(
      Append append, long sequence, String digest, Envelope envelope, Instant created) {}

  /** Waits while the queue is full. */
  CompletableFuture<Receipt> append(
      Operation operation, List<LedgerEntry> deliveries, int together) {
    return queue.put(operation, deliveries, together);
  }

  /** Has a checkpoint made that covers all that was appended before. */
  CompletableFuture<Receipt> checkpoint() {
    return queue.put(null, List.of(), 1);
  }

  /** The last receipt that is committed. */
  ReceiptTable.Head head() {
    return head;
  }

  private void run() {
    List<Append> group = new ArrayList<>();
    boolean stopping = false;
    while (!stopping) {
      try {
        stopping =
            queue.take(group, broken == null ? log.dueIn() : OptionalLong.empty(), log.gathering());
      } catch (InterruptedException e) {
        // Nobody but close() ends this thread, and it does so by the stop sign.
        continue;
      }
      boolean due = group.isEmpty() || stopping;
      try {
        commitAll(group, due);
        if (kept.isPresent() && table != null && broken == null) {
          table.keep(kept.get(), stopping);
        }
      } catch (Error e) {
        // Nobody may wait for ever; what was not acknowledged is not in the store.
        group.forEach(
            each ->
                each.done()
                    .completeExceptionally(new AuditException("the receipt was not committed", e)));
      }
      group.clear();
    }
  }

  /**
   * Commits receipts, then a checkpoint for those who asked for one.
   *
   * @param due whether one is to be made although nobody asked
   */
  private void commitAll(List<Append> group, boolean due) {
    List<Append> receipts = group.stream().filter(each -> each.operation() != null).toList();
    commit(receipts);
    List<Append> asked = group.stream().filter(each -> each.operation() == null).toList();
    if (!asked.isEmpty() || due) {
      checkpoint(asked);
    }
  }

  private void checkpoint(List<Append> asked) {
    try {
      if (broken != null) {
        throw broken;
      }
      if (table == null && !reconnect()) {
        throw unreachable();
      }
      renewKey();
      LogGrowth growth = log.grow(List.of(), true, key);
      if (growth.checkpoint() != null) {
        growth.stamp(stamping);
        growth.insert(table.log());
        table.commit();
        grown(growth);
      }
      asked.forEach(each -> each.done().complete(null));
    } catch (AuditException e) {
      fail(asked, e);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof SQLException sql && database.isLostConnection(sql)) {
        lost(asked, sql);
        return;
      }
      LOG.error("No checkpoint was committed, SQL state {}", state(e));
      recover(e);
      fail(asked, new AuditException("the checkpoint was not committed", e));
    }
  }

  /**
   * A group that one bad append spoils is tried again one by one, so that it fails alone. When the
   * store itself fails, nothing is tried again: after an error of its file H2 may never return.
   */
  private void commit(List<Append> group) {
    if (group.isEmpty()) {
      return;
    }
    if (broken != null) {
      fail(group, broken);
      return;
    }
    if (table == null && !reconnect()) {
      fail(group, unreachable());
      return;
    }
    try {
      write(group);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof SQLException sql && database.isLostConnection(sql)) {
        lost(group, sql);
        return;
      }
      if (!isOfOneAppend(e)) {
        LOG.error("The audit store failed, SQL state {}; nothing more is recorded", state(e));
        broken =
            new AuditException(
                "the audit store failed and takes no more receipts: make room in the data folder,"
                    + " or restore the store from your backup, and start again",
                e);
        fail(group, broken);
        return;
      }
      recover(e);
      if (group.size() == 1) {
        group.get(0).done().completeExceptionally(failure(group.get(0), e));
      } else {
        group.forEach(each -> commit(List.of(each)));
      }
    }
  }

  /**
   * The commit may have come through or not, and only the store can tell. What it does not have is
   * refused, and not written again here: whoever asked for it asks again, and looks into the ledger
   * first.
   */
  private void lost(List<Append> group, SQLException reason) {
    LOG.warn("The connection to the audit store was lost, SQL state {}", state(reason));
    LastingTable.closeQuietly(table, reason);
    table = null;
    reconnectAt = System.nanoTime();
    fail(
        group,
        new AuditException(
            "the connection to the audit store was lost; the receipt may or may not be committed",
            reason));
  }

  private boolean reconnect() {
    if (System.nanoTime() - reconnectAt < 0) {
      return false;
    }
    try {
      connect();
      LOG.info("The audit store is reached again");
      return true;
    } catch (SQLException | AuditException e) {
      LOG.warn(
          "The audit store cannot be reached: {}",
          e instanceof AuditException ? e.getMessage() : state(e));
      reconnectAt = System.nanoTime() + PAUSE.toNanos();
      return false;
    }
  }

  private void connect() throws SQLException, AuditException {
    Connection connection = database.connectToWrite();
    try {
      ReceiptTable opened = new ReceiptTable(database, connection);
      head = opened.head();
      log.load(opened);
      if (kept.isPresent()) {
        Optional<CheckpointNote> last = kept.get().read();
        if (last.isPresent()) {
          log.require(last.get());
        }
      }
      SearchRows.complete(opened, head.sequence());
      table = opened;
    } catch (SQLException | AuditException e) {
      connection.close();
      throw e;
    }
  }

  private static AuditException unreachable() {
    return new AuditException("the audit store cannot be reached; it will be tried again");
  }

  private static void fail(List<Append> group, AuditException reason) {
    group.forEach(each -> each.done().completeExceptionally(reason));
  }

  /**
   * Whether the store failed: what waits has failed too, and no more is taken until it is opened
   * anew.
   */
  boolean isBroken() {
    return broken != null;
  }

  private static String state(Exception e) {
    return e instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
  }

  /**
   * Classes 22 and 23: a value or a constraint; anything else from the data base is the store's.
   */
  private static boolean isOfOneAppend(Exception e) {
    return !(e instanceof SQLException)
        || state(e).startsWith("22")
        || state(e).startsWith("23")
        || state(e).equals(OUT_OF_MEMORY);
  }

  /** Rotated keys count from the next group on; one that cannot be used leaves the one before. */
  private void renewKey() {
    try {
      key = keys.signingKey();
    } catch (KeyException e) {
      if (!e.getMessage().equals(keyFault)) {
        LOG.error("The signing key cannot be renewed, the one before signs on: {}", e.getMessage());
      }
      keyFault = e.getMessage();
    }
  }

  private void write(List<Append> group) throws SQLException {
    renewKey();
    List<Signed> signed = new ArrayList<>(group.size());
    List<Envelope> envelopes = new ArrayList<>(group.size());
    ReceiptTable.Head end = head;
    if (log.tree().size() != end.sequence()) {
      throw new IllegalStateException("the log does not end where the receipts do");
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (Append append : group) {
      long sequence = end.sequence() + 1;
      String rows = StoredRows.digest(now, append.deliveries(), append.operation().lookup());
      Envelope envelope =
          key.sign(append.operation().storedWith(rows), sequence, end.digest(), storeId);
      end = new ReceiptTable.Head(sequence, envelope.digest());
      signed.add(new Signed(append, sequence, end.digest(), envelope, now));
      envelopes.add(envelope);
    }
    LogGrowth growth = log.grow(envelopes, false, key);
    List<TimestampToken> tokens =
        log.stampsReceipts()
            ? stamping.stamp(envelopes.stream().map(Envelope::signature).toList())
            : null;
    growth.stamp(stamping);
    for (int i = 0; i < signed.size(); i++) {
      Signed each = signed.get(i);
      Operation operation = each.append.operation();
      table.addReceipt(
          each.sequence, each.digest, operation, each.envelope, each.created, token(tokens, i));
      for (LedgerEntry entry : each.append.deliveries()) {
        table.addDelivery(each.sequence, operation, entry);
      }
    }
    growth.insert(table.log());
    table.commit();
    head = end;
    grown(growth);
    for (int i = 0; i < signed.size(); i++) {
      Signed each = signed.get(i);
      each.append.done().complete(receipt(each, token(tokens, i), growth));
    }
  }

  private void grown(LogGrowth growth) {
    log.grown(growth);
    if (growth.checkpoint() != null) {
      kept.ifPresent(it -> it.committed(growth.checkpoint()));
    }
  }

  private static TimestampToken token(List<TimestampToken> tokens, int i) {
    return tokens == null ? null : tokens.get(i);
  }

  private Receipt receipt(Signed signed, TimestampToken token, LogGrowth growth) {
    return new Receipt(
        signed.sequence,
        signed.digest,
        signed.envelope,
        Optional.ofNullable(token),
        key.publicKey().der(),
        stamping.certificates(),
        growth.evidence(signed.sequence));
  }

  /** After a failed commit only the table knows where the chain ends. */
  private void recover(Exception reason) {
    try {
      table.rollback();
      head = table.head();
      log.load(table);
    } catch (SQLException | AuditException e) {
      reason.addSuppressed(e);
    }
  }

  /** A constraint may be another than the ledger's key, so the ledger is asked. */
  private AuditException failure(Append append, Exception e) {
    try {
      if (state(e).startsWith("23") && isDelivered(append)) {
        return new DuplicateDeliveryException(e);
      }
    } catch (SQLException unread) {
      e.addSuppressed(unread);
    }
    return new AuditException("the receipt was not committed", e);
  }

  private boolean isDelivered(Append append) throws SQLException {
    Operation operation = append.operation();
    for (LedgerEntry entry : append.deliveries()) {
      if (table
          .delivered(
              operation.input().sha256(),
              operation.profile().digest(),
              operation.pseudonymKeyId(),
              entry.destination())
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() throws SQLException {
    if (!queue.close()) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken == null && table != null) {
      table.close();
    }
  }
}
