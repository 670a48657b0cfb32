/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Notes that a destination did not take the object or the receipt. What it refuses for good, {@link
 * ReleaseProcessor} refuses after the others have theirs; all else waits for the destination.
 */
public final class UndeliveredNote implements Processor {

  @Override
  public void process(Exchange exchange) throws IOException {
    String destination = exchange.getProperty(DeliveredNote.DESTINATION, String.class);
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Passage passage = Passage.of(exchange);
    if (fault instanceof RefusedException refusal) {
      passage.outlet(destination).answered();
      passage.refusedBy(refusal);
      return;
    }
    if (!(fault instanceof HeldBackException)) {
      passage.outlet(destination).failed(fault);
      passage.tell(
          new ObjectEvent.DeliveryFailed(
              passage.input(),
              passage.route(),
              destination,
              passage.isCommitted() ? "receipt" : "object",
              ObjectEvent.nameOf(fault)));
    }
    passage.postponed(destination);
  }
}
