/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.dicomdeid.processor.ObjectEvent;
import org.dicomdeid.processor.ObjectObserver;

/**
 * Tells when a source cannot be asked, or breaks off: the server is down, refuses, or shows another
 * host key. By the class of the fault alone, as its message may name a file.
 */
public final class PollFaults implements ExceptionHandler, CamelContextAware {

  private final String route;
  private CamelContext context;

  /**
   * For one intake.
   *
   * @param route id of its route
   */
  public PollFaults(String route) {
    this.route = route;
  }

  @Override
  public void handleException(Throwable fault) {
    ObjectEvent event = new ObjectEvent.PollFailed(route, ObjectEvent.nameOf(fault));
    for (ObjectObserver each : context.getRegistry().findByType(ObjectObserver.class)) {
      each.on(event);
    }
  }

  @Override
  public void handleException(String message, Throwable fault) {
    handleException(fault);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable fault) {
    handleException(fault);
  }

  @Override
  public void setCamelContext(CamelContext camel) {
    context = camel;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
