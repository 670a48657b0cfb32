/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps pending receipts in the background of a service, as often as the back-off after a failure
 * of the authority allows.
 */
public final class PendingStamper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PendingStamper.class);

  /** How often all receipts are looked at for stamps that end soon. */
  private static final Duration RENEWAL_SCAN = Duration.ofDays(7);

  private final ReceiptLog log;
  private final RenewalPolicy renewal;
  private long scannedAt = System.nanoTime() - RENEWAL_SCAN.toNanos();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "receipt-stamper");
            thread.setDaemon(true);
            return thread;
          });

  private PendingStamper(ReceiptLog log, RenewalPolicy renewal) {
    this.log = log;
    this.renewal = renewal;
  }

  /**
   * Looks for pending receipts every {@code interval}, and once a week for stamps that are to be
   * renewed, until it is closed; close it before the log.
   */
  public static PendingStamper start(ReceiptLog log, Duration interval, RenewalPolicy renewal) {
    PendingStamper stamper = new PendingStamper(log, renewal);
    // Never done, and the task reports its own failures.
    ScheduledFuture<?> unused =
        stamper.timer.scheduleWithFixedDelay(
            stamper::run, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return stamper;
  }

  private void run() {
    if (!log.mayStamp()) {
      return;
    }
    try {
      long stamped = log.stampPending();
      if (stamped > 0) {
        LOG.info("Stamped {} receipts that were pending", stamped);
      }
      if (System.nanoTime() - scannedAt >= RENEWAL_SCAN.toNanos() && log.renewStamps(renewal)) {
        scannedAt = System.nanoTime();
      }
    } catch (AuditException | RuntimeException e) {
      // A task that throws is never run again.
      LOG.warn("Pending receipts could not be stamped, will try again: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    // Not by interrupting: an interrupted thread takes the data base file's channel with it.
    timer.shutdown();
    log.stopStamping();
    try {
      if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("The stamper did not end within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
