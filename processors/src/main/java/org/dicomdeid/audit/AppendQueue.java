/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Receipt;

/**
 * What waits for the one thread that writes, which takes it in groups. Any number of threads may
 * put, until it is closed.
 */
final class AppendQueue {

  /** Small enough that nobody waits long for the signatures of others. */
  private static final int LARGEST_GROUP = 128;

  private static final int WAITING = 1024;

  private static final Append STOP = new Append(null, List.of(), 1, new CompletableFuture<>());

  private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(WAITING);
  private boolean closed;

  /**
   * What is asked of the thread; its commit may wait until there are {@code together} of them.
   *
   * @param operation null when a checkpoint is asked for
   */
  record Append(
      Operation operation,
      List<LedgerEntry> deliveries,
      int together,
      CompletableFuture<Receipt> done) {}

  /** Waits while the queue is full; the future fails when it is closed. */
  CompletableFuture<Receipt> put(Operation operation, List<LedgerEntry> deliveries, int together) {
    Append append = new Append(operation, deliveries, together, new CompletableFuture<>());
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

  /**
   * Takes a group, none when it has waited until {@code due}.
   *
   * @param due nanoseconds from now; empty when it may wait for ever
   * @param gathering nanoseconds that the group may be waited for after its first
   * @return whether these are the last
   */
  boolean take(List<Append> group, OptionalLong due, long gathering) throws InterruptedException {
    Append first = due.isEmpty() ? queue.take() : queue.poll(due.getAsLong(), TimeUnit.NANOSECONDS);
    if (first != null) {
      group.add(first);
      gather(group, System.nanoTime() + gathering, Math.min(LARGEST_GROUP, first.together));
    }
    queue.drainTo(group, Math.max(0, LARGEST_GROUP - group.size()));
    return group.remove(STOP);
  }

  /** Whoever wants a checkpoint, or the end, does not want to wait for it. */
  private void gather(List<Append> group, long until, int most) throws InterruptedException {
    int together = most;
    while (group.size() < together) {
      Append next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      group.add(next);
      together = Math.min(together, next.together);
    }
  }

  /**
   * Takes no more, and has the thread end after what waits.
   *
   * @return false when it was closed before
   */
  boolean close() {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(STOP);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
