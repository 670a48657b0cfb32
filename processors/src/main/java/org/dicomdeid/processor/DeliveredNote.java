/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes that a destination took the object; {@link CommitProcessor} commits what was noted. */
public final class DeliveredNote implements Processor {

  /** Exchange property with the name by which the ledger knows the destination. */
  public static final String DESTINATION = "DicomDeidDestination";

  @Override
  public void process(Exchange exchange) {
    Passage.of(exchange).delivered(exchange.getProperty(DESTINATION, String.class));
  }

  /** The routes that deliver to these destinations. */
  static List<String> endpoints(List<String> destinations) {
    return destinations.stream().map(each -> "direct:deliver-" + each).toList();
  }
}
