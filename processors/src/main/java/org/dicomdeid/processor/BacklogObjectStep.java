/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** First step of an entry of a backlog: the object becomes the body, unless the ledger knows it. */
public final class BacklogObjectStep implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    BacklogTurn.of(exchange).object(exchange);
  }
}
