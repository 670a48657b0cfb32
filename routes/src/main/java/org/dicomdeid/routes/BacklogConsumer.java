/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.dicomdeid.processor.BacklogTurn;
import org.dicomdeid.processor.Outlet;
import org.dicomdeid.processor.Workbench;

/** Gives one entry after the other its turn, until one fails or none is left. */
final class BacklogConsumer extends ScheduledPollConsumer {

  private final BacklogEndpoint endpoint;
  private Workbench bench;
  private Outlet outlet;

  BacklogConsumer(BacklogEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    bench = endpoint.workbench();
    outlet = bench.outlets().of(endpoint.getDestination());
    super.doStart();
  }

  @Override
  protected int poll() throws Exception {
    int taken = 0;
    while (isPollAllowed() && !isSuspendingOrSuspended()) {
      Optional<BacklogTurn> turn = BacklogTurn.next(bench, outlet);
      if (turn.isEmpty() || !take(turn.get())) {
        break;
      }
      taken++;
    }
    forceConsumerAsReady();
    return taken;
  }

  private boolean take(BacklogTurn turn) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      turn.begin(exchange);
      getProcessor().process(exchange);
      return turn.end(exchange);
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
