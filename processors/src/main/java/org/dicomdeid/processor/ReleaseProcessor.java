/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.Reason;

/**
 * The last step: lets the source go when all that is owed is done, or waits durably. Without it,
 * the exchange fails in the end, and the source stays.
 */
public final class ReleaseProcessor implements Processor {

  private final List<String> receiptTo;

  /**
   * For one set of destinations.
   *
   * @param receiptTo destinations that receive the receipt beside the object
   */
  public ReleaseProcessor(List<String> receiptTo) {
    this.receiptTo = List.copyOf(receiptTo);
  }

  /**
   * Lets go, or refuses.
   *
   * @throws RefusedException when a destination refused the object for good
   * @throws UnqueuedException when the object should wait for a destination and cannot
   */
  @Override
  public void process(Exchange exchange) throws RefusedException, UnqueuedException {
    Passage passage = Passage.of(exchange);
    // Receipts that could not be delivered, which came after the commit.
    passage.queue(receiptTo);
    if (passage.hasBacklogFailed()) {
      throw new UnqueuedException();
    }
    Optional<Reason> failure = passage.failure();
    if (failure.isPresent()) {
      throw new RefusedException(failure.get());
    }
    passage.release();
  }
}
