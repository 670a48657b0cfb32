/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long files have been seen not to change, by a clock that nobody can set: that of a server, or
 * of this machine, may go wrong. A restart forgets, which only makes files wait a little longer.
 */
public final class QuietFiles {

  private static final Duration FORGET = Duration.ofHours(1);
  private static final Duration SWEEP = Duration.ofMinutes(5);

  private record State(long bytes, long modified) {}

  private static final class Seen {
    State state;
    long since;
    long lately;
    long notBefore;
  }

  private final Map<String, Seen> files = new HashMap<>();
  private long swept;

  /** Notes what was listed; how long it has been the same. */
  public synchronized Duration see(String path, long bytes, long modified, long now) {
    sweep(now);
    State state = new State(bytes, modified);
    Seen seen = files.computeIfAbsent(path, absent -> new Seen());
    if (!state.equals(seen.state)) {
      seen.state = state;
      seen.since = now;
      seen.notBefore = now;
    }
    seen.lately = now;
    return Duration.ofNanos(now - seen.since);
  }

  /** How long a file that was listed has been the same. */
  public synchronized Duration age(String path, long now) {
    Seen seen = files.get(path);
    return seen == null ? Duration.ZERO : Duration.ofNanos(now - seen.since);
  }

  /** Whether a file that failed before has had its pause, so that it does not keep others back. */
  public synchronized boolean mayTry(String path, long now) {
    Seen seen = files.get(path);
    return seen == null || now - seen.notBefore >= 0;
  }

  /** It failed; {@link #mayTry} says no for so long. */
  public synchronized void pause(String path, Duration pause, long now) {
    Seen seen = files.get(path);
    if (seen != null) {
      seen.notBefore = now + pause.toNanos();
    }
  }

  /** It is done. */
  public synchronized void forget(String path) {
    files.remove(path);
  }

  private void sweep(long now) {
    if (now - swept > SWEEP.toNanos()) {
      files.values().removeIf(seen -> now - seen.lately > FORGET.toNanos());
      swept = now;
    }
  }
}
