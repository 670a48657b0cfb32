/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.Reason;

/**
 * The last step: lets the source go when all that is owed is done. Without it, the exchange fails
 * in the end, and the source stays.
 */
public final class ReleaseProcessor implements Processor {

  /**
   * Lets go, or refuses.
   *
   * @throws RefusedException when a destination did not take the object
   */
  @Override
  public void process(Exchange exchange) throws RefusedException {
    Passage passage = Passage.of(exchange);
    Optional<Reason> failure = passage.failure();
    if (failure.isPresent()) {
      throw new RefusedException(failure.get());
    }
    passage.release();
  }
}
