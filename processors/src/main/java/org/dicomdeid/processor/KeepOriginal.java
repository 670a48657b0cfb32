/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Lets nothing of the copies that a recipient list sends flow back, but a failure: a copy that was
 * tried several times marks the whole exchange as exhausted, and then no error handler touches it
 * any more.
 */
public final class KeepOriginal implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange failed, Exchange copy) {
    return copy.isFailed() ? copy : failed;
  }
}
