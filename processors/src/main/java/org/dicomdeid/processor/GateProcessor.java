/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Holds an intake back while there is no room: whoever brings the next object waits here, and with
 * it all that come after. Nothing of the object was touched by then.
 */
public final class GateProcessor implements Processor {

  private static final long PAUSE_MILLIS = 250;

  private final Workbench bench;
  private final List<String> destinations;

  /**
   * For one intake.
   *
   * @param destinations for which its objects are
   */
  public GateProcessor(Workbench bench, List<String> destinations) {
    this.bench = bench;
    this.destinations = List.copyOf(destinations);
  }

  /**
   * Waits for room.
   *
   * @throws IntakePausedException when the service stops meanwhile
   */
  @Override
  public void process(Exchange exchange)
      throws IOException, InterruptedException, IntakePausedException {
    while (bench.pressure().on(destinations).isPresent()) {
      if (exchange.getContext().isStopping() || exchange.getContext().isStopped()) {
        throw new IntakePausedException();
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
