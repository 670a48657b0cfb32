/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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

  /** Small enough that nobody waits long for the signatures of others. */
  private static final int LARGEST_GROUP = 128;

  private static final int WAITING = 1024;

  private static final Append STOP = new Append(null, List.of(), new CompletableFuture<>());

  private final ReceiptTable table;
  private final KeyFolder keys;
  private final Stamping stamping;
  private final String storeId;
  private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = new Thread(this::run, "receipt-log");
  private volatile ReceiptTable.Head head;
  private SigningKey key;
  private String keyFault;
  private boolean closed;
  private volatile AuditException broken;

  GroupCommit(ReceiptTable table, KeyFolder keys, Stamping stamping, String storeId)
      throws SQLException, KeyException {
    this.table = table;
    this.keys = keys;
    this.key = keys.signingKey();
    this.stamping = stamping;
    this.storeId = storeId;
    this.head = table.head();
    thread.setDaemon(true);
    thread.start();
  }

  private record Append(
      Operation operation, List<LedgerEntry> deliveries, CompletableFuture<Receipt> done) {}

  private record Signed(Append append, long sequence, String digest, Envelope envelope) {}

  /** Waits while the queue is full. */
  CompletableFuture<Receipt> append(Operation operation, List<LedgerEntry> deliveries) {
    Append append = new Append(operation, deliveries, new CompletableFuture<>());
    try {
      synchronized (this) {
        if (closed) {
          append.done.completeExceptionally(new AuditException("the receipt log is closed"));
          return append.done;
        }
        // Within the lock: nothing may enter behind the stop sign, where nobody would take it.
        queue.put(append);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      append.done.completeExceptionally(
          new AuditException("interrupted before the receipt was taken", e));
    }
    return append.done;
  }

  /** The last receipt that is committed. */
  ReceiptTable.Head head() {
    return head;
  }

  private void run() {
    List<Append> group = new ArrayList<>(LARGEST_GROUP);
    boolean stopping = false;
    while (!stopping) {
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        // Nobody but close() ends this thread, and it does so by the stop sign.
        continue;
      }
      queue.drainTo(group, LARGEST_GROUP - 1);
      stopping = group.remove(STOP);
      try {
        commit(group);
      } catch (Error e) {
        // Nobody may wait for ever; what was not acknowledged is not in the store.
        group.forEach(
            each ->
                each.done.completeExceptionally(
                    new AuditException("the receipt was not committed", e)));
      }
      group.clear();
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
    try {
      write(group);
    } catch (SQLException | RuntimeException e) {
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
        group.get(0).done.completeExceptionally(failure(e));
      } else {
        group.forEach(each -> commit(List.of(each)));
      }
    }
  }

  private static void fail(List<Append> group, AuditException reason) {
    group.forEach(each -> each.done.completeExceptionally(reason));
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
    for (Append append : group) {
      long sequence = end.sequence() + 1;
      Envelope envelope = key.sign(append.operation, sequence, end.digest(), storeId);
      end = new ReceiptTable.Head(sequence, envelope.digest());
      signed.add(new Signed(append, sequence, end.digest(), envelope));
      envelopes.add(envelope);
    }
    List<TimestampToken> tokens = stamping.stamp(envelopes);
    for (int i = 0; i < signed.size(); i++) {
      Signed each = signed.get(i);
      Operation operation = each.append.operation;
      table.addReceipt(each.sequence, each.digest, operation, each.envelope, tokens.get(i));
      for (LedgerEntry entry : each.append.deliveries) {
        table.addDelivery(each.sequence, operation, entry);
      }
    }
    table.commit();
    head = end;
    for (int i = 0; i < signed.size(); i++) {
      Signed each = signed.get(i);
      each.append.done.complete(receipt(each, tokens.get(i)));
    }
  }

  private Receipt receipt(Signed signed, TimestampToken token) {
    return new Receipt(
        signed.sequence,
        signed.digest,
        signed.envelope,
        Optional.ofNullable(token),
        key.publicKey().der(),
        stamping.certificates());
  }

  /** After a failed commit only the table knows where the chain ends. */
  private void recover(Exception reason) {
    try {
      table.rollback();
      head = table.head();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static AuditException failure(Exception e) {
    // Class 23: a constraint; here the ledger's key.
    return e instanceof SQLException sql
            && sql.getSQLState() != null
            && sql.getSQLState().startsWith("23")
        ? new DuplicateDeliveryException(e)
        : new AuditException("the receipt was not committed", e);
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() throws SQLException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(STOP);
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken == null) {
      table.close();
    }
  }
}
