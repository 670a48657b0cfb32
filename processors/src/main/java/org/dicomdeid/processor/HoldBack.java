/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets nothing go straight to a destination for which something waits, as it would come out of
 * order, or which failed a moment ago.
 */
public final class HoldBack implements Processor {

  /**
   * Lets the exchange pass, or not.
   *
   * @throws HeldBackException when it has to wait
   */
  @Override
  public void process(Exchange exchange) throws IOException, HeldBackException {
    Passage passage = Passage.of(exchange);
    Outlet outlet = passage.outlet(exchange.getProperty(DeliveredNote.DESTINATION, String.class));
    // A receipt follows its object, which went past those that wait now.
    boolean waits = passage.isCommitted() ? !outlet.mayTry() : outlet.holdsBack();
    if (waits) {
      throw new HeldBackException();
    }
  }
}
