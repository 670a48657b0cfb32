/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.dicomdeid.processor.Outlet;
import org.dicomdeid.processor.Workbench;

/**
 * Tells which destination is held back, how much waits for it and since when, and whether intakes
 * pause. All of this passes by itself, so the service stays up and ready.
 */
final class DestinationsHealth extends AbstractHealthCheck {

  private final DicomDeidComponent component;
  private final List<String> destinations;

  DestinationsHealth(DicomDeidComponent component, List<String> destinations) {
    super("dicom-deid", "destinations");
    this.component = component;
    this.destinations = List.copyOf(destinations);
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    try {
      Workbench bench = component.workbench(null);
      for (String name : destinations) {
        Outlet outlet = bench.outlets().of(name);
        if (outlet.waiting() > 0 || !outlet.circuit().equals("closed")) {
          builder.detail(
              "destination." + name,
              "held back: circuit "
                  + outlet.circuit()
                  + ", "
                  + outlet.waiting()
                  + " waiting, the first for "
                  + outlet.age().toSeconds()
                  + " s");
        } else {
          builder.detail("destination." + name, "open to objects");
        }
        Optional<String> pressure = bench.pressure().on(List.of(name));
        pressure.ifPresent(why -> builder.detail("intakes", "paused: " + why));
      }
    } catch (IOException e) {
      builder.detail("destinations", "unknown, as a backlog cannot be read");
    }
  }
}
