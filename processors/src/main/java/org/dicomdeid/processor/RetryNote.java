/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Tells the observer that a step is about to be tried again. */
public final class RetryNote implements Processor {

  @Override
  public void process(Exchange exchange) {
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
    Passage passage = Passage.find(exchange).orElse(null);
    if (passage != null) {
      passage.tell(
          new ObjectEvent.Retried(
              passage.input(), passage.route(), attempt, ObjectEvent.nameOf(fault)));
    }
  }
}
