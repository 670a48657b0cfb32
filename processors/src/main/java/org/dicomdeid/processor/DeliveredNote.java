/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes that a destination took the object; {@link CommitProcessor} commits what was noted. */
public final class DeliveredNote implements Processor {

  /** Exchange property with the name by which the ledger knows the destination. */
  public static final String DESTINATION = "DicomDeidDestination";

  @Override
  public void process(Exchange exchange) throws IOException {
    String destination = exchange.getProperty(DESTINATION, String.class);
    Passage passage = Passage.of(exchange);
    passage.outlet(destination).answered();
    passage.delivered(destination);
  }

  /** The routes that deliver to these destinations. */
  static List<String> endpoints(List<String> destinations) {
    return destinations.stream().map(each -> "direct:deliver-" + each).toList();
  }
}
