/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.time.Duration;
import org.dicomdeid.pixel.PixelExaminer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of long work on one object, so that an operator sees that it goes on. */
final class PixelProgress {

  private static final Logger LOG = LoggerFactory.getLogger(PixelProgress.class);
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private PixelProgress() {}

  static PixelExaminer.Progress logging() {
    long[] last = {System.nanoTime()};
    return (frames, of) -> {
      long now = System.nanoTime();
      if (now - last[0] >= INTERVAL && frames < of) {
        last[0] = now;
        LOG.info("searching for text: {} of {} frames", frames, of);
      }
    };
  }
}
