/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.dicomdeid.processor.ObjectEvent;
import org.dicomdeid.processor.ObjectEvent.AlreadyDelivered;
import org.dicomdeid.processor.ObjectEvent.Delivered;
import org.dicomdeid.processor.ObjectEvent.DeliveryFailed;
import org.dicomdeid.processor.ObjectEvent.LeftInPlace;
import org.dicomdeid.processor.ObjectEvent.LeftOut;
import org.dicomdeid.processor.ObjectEvent.PollFailed;
import org.dicomdeid.processor.ObjectEvent.Quarantined;
import org.dicomdeid.processor.ObjectEvent.Refused;
import org.dicomdeid.processor.ObjectEvent.Retried;
import org.dicomdeid.processor.ObjectEvent.StagePassed;
import org.dicomdeid.processor.ObjectEvent.Unpacked;
import org.dicomdeid.processor.ObjectObserver;

/**
 * Counts and times what happens to objects, by route. {@code dicomdeid_objects_total} by outcome
 * and reason; {@code dicomdeid_bytes_total} by direction; {@code dicomdeid_stage_seconds} by stage,
 * a histogram; {@code dicomdeid_object_seconds}, with p50 and p99; {@code dicomdeid_retries_total};
 * {@code dicomdeid_delivery_failures_total} by destination.
 */
final class ObjectMetrics implements ObjectObserver {

  /** Three in each power of ten, from a header to a long cine: enough for p50 and p99. */
  private static final Duration[] BUCKETS =
      IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 120_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  ObjectMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void on(ObjectEvent event) {
    if (event instanceof Delivered it) {
      object(it, "delivered", "none");
      bytes(it, "in", it.input().bytes());
      bytes(it, "out", it.output().bytes());
      Timer.builder("dicomdeid.object")
          .description("Time from claim to commit of a delivered object; p50 and p99")
          .tag("route", it.route())
          .publishPercentiles(0.5, 0.99)
          .register(registry)
          .record(it.taken());
    } else if (event instanceof AlreadyDelivered) {
      object(event, "already-delivered", "none");
    } else if (event instanceof Quarantined it) {
      object(it, "quarantined", it.reason().code());
      bytes(it, "in", it.input().bytes());
    } else if (event instanceof Refused it) {
      object(it, "refused", it.reason().code());
    } else if (event instanceof LeftInPlace) {
      object(event, "left-in-place", "none");
    } else if (event instanceof LeftOut) {
      object(event, "left-out", "dicomdir");
    } else if (event instanceof Unpacked) {
      Counter.builder("dicomdeid.archives")
          .description("Archives that were taken apart")
          .tag("route", event.route())
          .register(registry)
          .increment();
    } else if (event instanceof PollFailed) {
      Counter.builder("dicomdeid.poll.failures")
          .description("Times that a source could not be read")
          .tag("route", event.route())
          .register(registry)
          .increment();
    } else if (event instanceof Retried) {
      Counter.builder("dicomdeid.retries")
          .description("Times that a step was tried again")
          .tag("route", event.route())
          .register(registry)
          .increment();
    } else if (event instanceof DeliveryFailed it) {
      Counter.builder("dicomdeid.delivery.failures")
          .description("Objects or receipts that a destination did not take")
          .tag("destination", it.destination())
          .tag("part", it.part())
          .register(registry)
          .increment();
    } else if (event instanceof StagePassed it) {
      Timer.builder("dicomdeid.stage")
          .description("Time that a stage takes for one object")
          .tag("stage", it.stage())
          .tag("route", it.route())
          .serviceLevelObjectives(BUCKETS)
          .register(registry)
          .record(it.taken());
    }
  }

  private void object(ObjectEvent event, String outcome, String reason) {
    Counter.builder("dicomdeid.objects")
        .description("Objects by what came of them")
        .tag("route", event.route())
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  private void bytes(ObjectEvent event, String direction, long bytes) {
    Counter.builder("dicomdeid.bytes")
        .description("Bytes of objects that came in and went out")
        .tag("route", event.route())
        .tag("direction", direction)
        .register(registry)
        .increment((double) bytes);
  }
}
