/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.audit.WaitingStamps;
import org.dicomdeid.receipt.TimestampException.Fault;

/**
 * What the time-stamping authority owes: {@code dicomdeid_receipts_pending}, {@code
 * dicomdeid_receipts_pending_age_seconds} of the oldest, {@code dicomdeid_tsa_up}, {@code
 * dicomdeid_tsa_faults_total} by authority and fault. Asked of the store at most every few seconds;
 * NaN while there is no store.
 */
final class StampGauges {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Supplier<Optional<ReceiptLog>> log;
  private WaitingStamps waiting;
  private long askedAt;

  private StampGauges(Supplier<Optional<ReceiptLog>> log) {
    this.log = log;
  }

  /**
   * Registers them.
   *
   * @param authorities names of outside ones, of each of which it counts what went wrong
   */
  static void register(
      Supplier<Optional<ReceiptLog>> log, List<String> authorities, MeterRegistry meters) {
    StampGauges gauges = new StampGauges(log);
    gauges.gauge(
        meters, "dicomdeid.receipts.pending", "Receipts without a time stamp", it -> it.receipts());
    gauges.gauge(
        meters,
        "dicomdeid.receipts.pending.age.seconds",
        "Age of the oldest receipt without a time stamp, 0 when there is none",
        StampGauges::age);
    for (String authority : authorities) {
      for (Fault fault : Fault.values()) {
        FunctionCounter.builder("dicomdeid.tsa.faults", gauges, it -> it.faults(authority, fault))
            .description("Answers of a time-stamping authority that were no good, or missing")
            .tag("authority", authority)
            .tag("fault", fault.code())
            .register(meters);
      }
    }
    Gauge.builder("dicomdeid.tsa.up", gauges, StampGauges::up)
        .description("Whether the time-stamping authority answered when it was last asked")
        .strongReference(true)
        .register(meters);
  }

  private double faults(String authority, Fault fault) {
    return log.get()
        .flatMap(
            it -> it.authorities().stream().filter(at -> at.name().equals(authority)).findFirst())
        .map(it -> it.faults().getOrDefault(fault, 0L))
        .orElse(0L);
  }

  private void gauge(
      MeterRegistry meters, String name, String text, ToDoubleFunction<WaitingStamps> value) {
    Gauge.builder(name, this, it -> it.value(value))
        .description(text)
        .strongReference(true)
        .register(meters);
  }

  private static double age(WaitingStamps waiting) {
    return waiting
        .oldest()
        .map(since -> Math.max(0, Duration.between(since, Instant.now()).toMillis() / 1e3))
        .orElse(0.0);
  }

  private double up() {
    return log.get().map(it -> it.isAuthorityUp() ? 1.0 : 0.0).orElse(Double.NaN);
  }

  private synchronized double value(ToDoubleFunction<WaitingStamps> value) {
    if (waiting == null || System.nanoTime() - askedAt > FRESH.toNanos()) {
      try {
        Optional<ReceiptLog> open = log.get();
        waiting = open.isPresent() ? open.get().waitingStamps() : null;
        askedAt = System.nanoTime();
      } catch (IOException e) {
        waiting = null;
      }
    }
    return waiting == null ? Double.NaN : value.applyAsDouble(waiting);
  }
}
