/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomdeid.receipt.AuthorityState;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the authority for tokens. While the authority fails it is left alone for a while, longer
 * each time, and what it would have stamped stays pending. A commit waits for an outside authority
 * a second at most, and during the pause after that not at all.
 */
final class Stamping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stamping.class);

  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(1);

  private final TimestampAuthority authority;
  private final Duration firstPause;
  private final Duration longestPause;

  /** For commits; null where a request is only arithmetic. */
  private final ExecutorService requests;

  /** For what is pending: a commit does not queue behind it. */
  private final ExecutorService late;

  private Duration pause;
  private volatile boolean stopped;
  private long resumeAt;

  Stamping(TimestampAuthority authority, Duration firstPause, Duration longestPause) {
    this.authority = authority;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.pause = Duration.ZERO;
    this.requests = pool();
    this.late = pool();
  }

  private ExecutorService pool() {
    return authority.parallelRequests() > 1
        ? Executors.newFixedThreadPool(authority.parallelRequests(), Stamping::thread)
        : null;
  }

  List<byte[]> certificates() {
    return authority.certificates();
  }

  /** Ends the stamping of what is pending. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Whether the authority may be asked now. */
  synchronized boolean isOpen() {
    return pause.isZero() || System.nanoTime() - resumeAt >= 0;
  }

  /** Whether the last request was answered. */
  synchronized boolean isUp() {
    return pause.isZero();
  }

  /** One token, or null when it must wait; asks even during a pause. */
  TimestampToken stamp(byte[] data) {
    try {
      TimestampToken token = authority.stamp(data);
      succeeded();
      return token;
    } catch (TimestampException e) {
      failed(e);
      return null;
    } catch (RuntimeException e) {
      failed(new TimestampException(TimestampException.Fault.INTERNAL, "the client failed", e));
      return null;
    }
  }

  /** A token or null for each, in order, for a commit that waits. */
  List<TimestampToken> stamp(List<byte[]> data) {
    if (requests == null || !isOpen()) {
      return stampInTurn(data);
    }
    try {
      return results(
          requests.invokeAll(tasks(data), COMMIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ArrayList<>(Collections.nCopies(data.size(), null));
    }
  }

  /** As {@link #stamp(List)}, as long as it takes: for what is pending already. */
  List<TimestampToken> stampLate(List<byte[]> data) {
    if (late == null) {
      return stampInTurn(data);
    }
    try {
      return results(late.invokeAll(tasks(data)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ArrayList<>(Collections.nCopies(data.size(), null));
    }
  }

  /** How many requests may be under way at once. */
  int width() {
    return authority.parallelRequests();
  }

  TimestampAuthority authority() {
    return authority;
  }

  List<AuthorityState> states() {
    return authority.states();
  }

  private List<TimestampToken> stampInTurn(List<byte[]> data) {
    List<TimestampToken> tokens = new ArrayList<>(data.size());
    data.forEach(each -> tokens.add(stampIfOpen(each)));
    return tokens;
  }

  private List<Callable<TimestampToken>> tasks(List<byte[]> data) {
    List<Callable<TimestampToken>> tasks = new ArrayList<>(data.size());
    data.forEach(each -> tasks.add(() -> stampIfOpen(each)));
    return tasks;
  }

  private static List<TimestampToken> results(List<Future<TimestampToken>> futures) {
    List<TimestampToken> tokens = new ArrayList<>(futures.size());
    futures.forEach(each -> tokens.add(result(each)));
    return tokens;
  }

  private TimestampToken stampIfOpen(byte[] data) {
    return isOpen() ? stamp(data) : null;
  }

  private static TimestampToken result(Future<TimestampToken> future) {
    try {
      return future.get();
    } catch (CancellationException e) {
      // It took too long.
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("stamping reports its failures otherwise", e);
    }
  }

  private synchronized void succeeded() {
    if (!pause.isZero()) {
      LOG.info("The time-stamping authority answers again");
    }
    pause = Duration.ZERO;
  }

  private synchronized void failed(TimestampException e) {
    if (!isOpen()) {
      // Requests that were under way together count as one failure.
      return;
    }
    pause = pause.isZero() ? firstPause : pause.multipliedBy(2);
    if (pause.compareTo(longestPause) > 0) {
      pause = longestPause;
    }
    resumeAt = System.nanoTime() + pause.toNanos();
    LOG.warn(
        "No time stamp ({}); receipts are committed as pending, next attempt in {} s",
        e.getMessage(),
        pause.toSeconds());
  }

  @Override
  public void close() {
    if (requests != null) {
      requests.shutdownNow();
      late.shutdownNow();
    }
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "receipt-stamp-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
