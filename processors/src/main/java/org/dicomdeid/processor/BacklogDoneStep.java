/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Last step of an entry of a backlog: it may go. */
public final class BacklogDoneStep implements Processor {

  @Override
  public void process(Exchange exchange) {
    Passage.of(exchange).release();
  }
}
