/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Lets nothing of the items flow back: one that failed is asked for again at the next poll. */
public final class KeepList implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange before, Exchange item) {
    return before;
  }
}
