/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the authority for tokens. While the authority fails it is left alone for a while, longer
 * each time, and what it would have stamped stays pending: an outage costs one time-out, not one
 * for each receipt.
 */
final class Stamping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stamping.class);

  private final TimestampAuthority authority;
  private final Duration firstPause;
  private final Duration longestPause;
  private final ExecutorService requests;
  private Duration pause;
  private volatile boolean stopped;
  private long resumeAt;

  Stamping(TimestampAuthority authority, Duration firstPause, Duration longestPause) {
    this.authority = authority;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.pause = Duration.ZERO;
    this.requests =
        authority.parallelRequests() > 1
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
      failed(new TimestampException("the authority's client failed", e));
      return null;
    }
  }

  /** A token or null for each envelope, in order. */
  List<TimestampToken> stamp(List<Envelope> envelopes) {
    List<TimestampToken> tokens = new ArrayList<>(envelopes.size());
    if (requests == null || envelopes.size() == 1) {
      for (Envelope envelope : envelopes) {
        tokens.add(stampIfOpen(envelope.signature()));
      }
      return tokens;
    }
    List<Future<TimestampToken>> futures = new ArrayList<>(envelopes.size());
    for (Envelope envelope : envelopes) {
      futures.add(requests.submit(() -> stampIfOpen(envelope.signature())));
    }
    for (Future<TimestampToken> future : futures) {
      tokens.add(result(future));
    }
    return tokens;
  }

  /** One token, or null when it must wait or the authority may not be asked now. */
  TimestampToken stampIfOpen(byte[] data) {
    return isOpen() ? stamp(data) : null;
  }

  private static TimestampToken result(Future<TimestampToken> future) {
    try {
      return future.get();
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
    }
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "receipt-stamp-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
