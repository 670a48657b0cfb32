/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Notes that a destination did not take the object, however often it was tried, so that {@link
 * ReleaseProcessor} refuses it after the others have theirs.
 */
public final class UndeliveredNote implements Processor {

  @Override
  public void process(Exchange exchange) {
    Passage.of(exchange)
        .notDelivered(
            exchange.getProperty(DeliveredNote.DESTINATION, String.class),
            exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }
}
