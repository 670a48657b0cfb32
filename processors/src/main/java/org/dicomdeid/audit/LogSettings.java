/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Duration;
import java.util.Objects;

/**
 * How the log of receipts is kept.
 *
 * @param stamps what time stamps are over
 * @param interval the least time between two checkpoints; zero for one with every commit
 * @param gather how long a commit waits for further receipts at most, so that fewer commits serve
 *     all; those that somebody waits for end it
 */
public record LogSettings(Stamps stamps, Duration interval, Duration gather) {

  /** What is sent to the time-stamping authority. */
  public enum Stamps {
    /** Checkpoints: one token for all receipts that are committed together. */
    CHECKPOINT,
    /** Checkpoints, and each receipt by itself. */
    RECEIPT
  }

  /** A checkpoint with every commit, and one token for it. */
  public static final LogSettings STANDARD =
      new LogSettings(Stamps.CHECKPOINT, Duration.ZERO, Duration.ZERO);

  public LogSettings {
    Objects.requireNonNull(stamps, "stamps");
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(gather, "gather");
  }

  /** Commits that do not wait for further receipts. */
  public LogSettings(Stamps stamps, Duration interval) {
    this(stamps, interval, Duration.ZERO);
  }

  /** The same, with commits that wait. */
  public LogSettings gathering(Duration time) {
    return new LogSettings(stamps, interval, time);
  }
}
