/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.audit.WaitingStamps;

/**
 * Tells of receipts that wait for a time stamp for too long, and what is wrong with each authority.
 * Objects are taken and delivered all the same, so the service stays ready.
 */
final class StampsHealth extends NoticeHealth {

  private final DicomDeidComponent component;
  private final Duration alert;

  StampsHealth(DicomDeidComponent component, Duration alert) {
    super("time-stamps");
    this.component = component;
    this.alert = alert;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    Optional<ReceiptLog> log = component.receiptLog();
    if (log.isEmpty()) {
      return;
    }
    String authorities =
        log.get().authorities().stream()
            .map(
                each ->
                    "; "
                        + each.name()
                        + each.fault().map(it -> " fails: " + it.code()).orElse(" answers well"))
            .collect(Collectors.joining());
    try {
      WaitingStamps waiting = log.get().waitingStamps();
      Duration age =
          waiting
              .oldest()
              .map(since -> Duration.between(since, Instant.now()))
              .orElse(Duration.ZERO);
      if (age.compareTo(alert) > 0) {
        builder
            .down()
            .message(
                waiting.receipts()
                    + " receipts wait for a time stamp, the oldest for "
                    + age.toSeconds()
                    + " s; objects are delivered all the same"
                    + authorities);
      }
    } catch (IOException e) {
      builder.down().message("the receipts that wait for a time stamp cannot be counted");
    }
  }
}
