/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How long ago a file was last written to, whatever is done to the clock of this machine meanwhile.
 * A clock that jumps ahead would make a file that is being written look old, and one that is set
 * back would make the time of a file lie ahead. So the age is the lesser of two: by the clock as it
 * is, and by the clock as it would be had nobody set it since the start. What lies ahead of either
 * is as old as it has been seen not to change.
 */
public final class FileAges {

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant startedAt;
  private final long startedNanos;
  private final QuietFiles seen = new QuietFiles();

  /**
   * For tests, which set clocks.
   *
   * @param clock that may be set at any time
   * @param nanoTime that cannot
   */
  public FileAges(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.startedAt = clock.instant();
    this.startedNanos = nanoTime.getAsLong();
  }

  public static FileAges ofThisMachine() {
    return new FileAges(Clock.systemUTC(), System::nanoTime);
  }

  /** The age of a file that has this length and time now; never negative. */
  public Duration of(String path, long bytes, FileTime modified) {
    long now = nanoTime.getAsLong();
    Duration unchanged = seen.see(path, bytes, modified.toMillis(), now);
    Duration set = Duration.between(modified.toInstant(), clock.instant());
    Instant steady = startedAt.plusNanos(now - startedNanos);
    Duration unset = Duration.between(modified.toInstant(), steady);
    Duration least = set.compareTo(unset) < 0 ? set : unset;
    return least.compareTo(unchanged) < 0 ? unchanged : least;
  }
}
