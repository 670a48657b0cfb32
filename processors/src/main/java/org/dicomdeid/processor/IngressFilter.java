/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Removes the headers that steer Camel, or that stand for what this project found out, from what
 * comes in: a sender must not be able to name files or endpoints. In any case of letters, since
 * transports are not agreed on it.
 */
public final class IngressFilter implements Processor {

  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().getHeaders().keySet().removeIf(IngressFilter::steers);
  }

  private static boolean steers(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("camel")
        || name.startsWith("org.apache.camel")
        || name.startsWith("dicomdeid");
  }
}
