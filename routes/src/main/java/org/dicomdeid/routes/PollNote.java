/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.dicomdeid.processor.ObjectEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that an intake cannot be looked into, and once that it can be again: Camel's own lines
 * come with every poll and quote names, so that the log would withhold them.
 */
public final class PollNote implements PollingConsumerPollStrategy, ExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PollNote.class);

  private boolean failing;
  private Throwable told;

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    return true;
  }

  @Override
  public synchronized void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    told = null;
    if (failing) {
      failing = false;
      LOG.atInfo().addKeyValue("route", route(consumer)).log("the intake can be polled again");
    }
  }

  @Override
  public synchronized boolean rollback(
      Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
    told = cause;
    if (!failing) {
      failing = true;
      LOG.atError()
          .addKeyValue("route", route(consumer))
          .addKeyValue("fault", ObjectEvent.nameOf(cause))
          .log("the intake cannot be polled: see whether its folder or server is there");
    }
    return false;
  }

  @Override
  public void handleException(Throwable fault) {
    handleException("", null, fault);
  }

  @Override
  public void handleException(String message, Throwable fault) {
    handleException(message, null, fault);
  }

  /** What else goes wrong between the intake and the route; the message may quote a name. */
  @Override
  public synchronized void handleException(String message, Exchange exchange, Throwable fault) {
    if (fault != told) {
      LOG.atError()
          .addKeyValue("fault", ObjectEvent.nameOf(fault))
          .log("an intake could not take or release a file, which stays where it is");
    }
  }

  private static String route(Consumer consumer) {
    Route route = consumer instanceof RouteAware aware ? aware.getRoute() : null;
    return route == null ? "none" : route.getRouteId();
  }
}
