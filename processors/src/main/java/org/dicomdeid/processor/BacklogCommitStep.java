/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** After the object of a backlog was sent: commits it, then the receipt becomes the body. */
public final class BacklogCommitStep implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    BacklogTurn.of(exchange).commit(exchange);
  }
}
