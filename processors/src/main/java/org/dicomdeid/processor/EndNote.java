/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomdeid.receipt.Content;

/**
 * The last word on a claimed object: a source is released only when its object was committed or
 * held in quarantine, and none is left in place in silence. A route that ends early, for whatever
 * reason, must not pass for one that did its work.
 */
final class EndNote extends SynchronizationAdapter {

  private static final String PROPERTY = "DicomDeidEndNote";

  private final ObjectObserver observer;

  private EndNote(ObjectObserver observer) {
    this.observer = observer;
  }

  /** Once per exchange, however often its first step is tried. */
  static void on(Exchange exchange, ObjectObserver observer) {
    if (exchange.getProperty(PROPERTY) == null) {
      exchange.setProperty(PROPERTY, true);
      exchange.getExchangeExtension().addOnCompletion(new EndNote(observer));
    }
  }

  @Override
  public void onComplete(Exchange exchange) {
    if (Passage.find(exchange).map(Passage::isReleased).orElse(false)) {
      return;
    }
    exchange.setException(
        new IllegalStateException("The route ended before the object was committed or held."));
    onFailure(exchange);
  }

  /** Before the release of the source, which looks whether the exchange failed. */
  @Override
  public int getOrder() {
    return HIGHEST;
  }

  @Override
  public void onFailure(Exchange exchange) {
    Content input = Passage.find(exchange).map(Passage::input).orElse(ObjectEvent.UNREAD);
    String route = Passage.routeOf(exchange);
    Exception fault = exchange.getException();
    if (fault instanceof RefusedException refused) {
      observer.on(new ObjectEvent.Refused(input, route, refused.reason()));
    } else if (!(fault instanceof UnsettledException)) {
      observer.on(new ObjectEvent.LeftInPlace(input, route, ObjectEvent.nameOf(fault)));
    }
  }
}
