/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a destination is worth a try. Each failure in a row doubles the pause before the next
 * try; after some of them the destination counts as down until one try, after the pause, succeeds.
 * Measured by the machine's own clock, which nobody can set.
 */
final class Circuit {

  /** As circuit breakers call it. */
  enum State {
    /** The destination answers, as far as is known. */
    CLOSED,
    /** It is down; nothing is tried before the pause is over. */
    OPEN,
    /** The pause is over; one try decides. */
    HALF_OPEN
  }

  private static final int MOST_DOUBLINGS = 30;
  private static final long NANOS_IN_MILLI = 1_000_000;

  private final Duration firstPause;
  private final Duration longestPause;
  private final int threshold;
  private final LongSupplier nanoClock;
  private int failures;
  private long failedAt;
  private long pause;

  /**
   * A closed one.
   *
   * @param threshold failures in a row that open it
   */
  Circuit(Duration firstPause, Duration longestPause, int threshold, LongSupplier nanoClock) {
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.threshold = threshold;
    this.nanoClock = nanoClock;
  }

  synchronized State state() {
    if (failures < threshold) {
      return State.CLOSED;
    }
    return mayTry() ? State.HALF_OPEN : State.OPEN;
  }

  synchronized boolean mayTry() {
    return failures == 0 || nanoClock.getAsLong() - failedAt >= pause;
  }

  /** Closes it; true when it was not closed before. */
  synchronized boolean succeeded() {
    boolean wasDown = failures >= threshold;
    failures = 0;
    return wasDown;
  }

  /** Notes a failure; true when this one opened it. */
  synchronized boolean failed() {
    long doubled = firstPause.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    pause = Math.min(longestPause.toMillis(), doubled) * NANOS_IN_MILLI;
    failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
    failedAt = nanoClock.getAsLong();
    return failures == threshold;
  }
}
