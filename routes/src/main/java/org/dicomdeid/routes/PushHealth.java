/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.dicomdeid.processor.CheckpointPush;

/**
 * Tells of checkpoints that nobody outside has taken for longer than the time from one push to the
 * next. Objects are taken and delivered all the same, so the service stays ready.
 */
final class PushHealth extends NoticeHealth {

  private final DicomDeidComponent component;
  private final Duration interval;

  PushHealth(DicomDeidComponent component, Duration interval) {
    super("checkpoint-push");
    this.component = component;
    this.interval = interval;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    Optional<CheckpointPush> push = component.checkpointPush();
    Duration failing =
        push.flatMap(CheckpointPush::failingSince)
            .map(since -> Duration.between(since, Instant.now()))
            .orElse(Duration.ZERO);
    if (failing.compareTo(interval) > 0) {
      builder
          .down()
          .message(
              "no checkpoint of the log was taken outside ("
                  + push.orElseThrow().target()
                  + ") for "
                  + failing.toSeconds()
                  + " s; objects are delivered all the same");
    }
  }
}
