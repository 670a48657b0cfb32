/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dicomdeid.processor.Outlet;

/**
 * {@code dicomdeid_destination_waiting}, {@code dicomdeid_destination_waiting_seconds} (age of the
 * first) and {@code dicomdeid_destination_up} (1, 0 when its circuit is open), by destination;
 * {@code dicomdeid_intakes_paused} (1 when there is no room for some destination).
 */
final class BacklogGauges {

  private final DicomDeidComponent component;

  BacklogGauges(DicomDeidComponent component) {
    this.component = component;
  }

  void register(MeterRegistry meters, List<String> destinations) {
    for (String name : destinations) {
      gauge(meters, name, "waiting", "Objects that wait for a destination", Outlet::waiting);
      gauge(
          meters,
          name,
          "waiting.seconds",
          "How long the first of them has waited",
          outlet -> outlet.age().toSeconds());
      gauge(
          meters,
          name,
          "up",
          "0 when a destination counts as down",
          outlet -> outlet.circuit().equals("closed") ? 1 : 0);
    }
    Gauge.builder("dicomdeid.intakes.paused", () -> paused(destinations))
        .description("1 when intakes pause, as the disk or a backlog is full")
        .strongReference(true)
        .register(meters);
  }

  private double paused(List<String> destinations) {
    try {
      return component.workbench(null).pressure().on(destinations).isPresent() ? 1 : 0;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private void gauge(
      MeterRegistry meters,
      String destination,
      String name,
      String description,
      ToDoubleFunction<Outlet> value) {
    Gauge.builder("dicomdeid.destination." + name, () -> read(destination, value))
        .description(description)
        .tag("destination", destination)
        .strongReference(true)
        .register(meters);
  }

  private double read(String destination, ToDoubleFunction<Outlet> value) {
    try {
      return value.applyAsDouble(component.workbench(null).outlets().of(destination));
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
