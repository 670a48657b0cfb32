/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomdeid.receipt.Content;

/** Tells of an exchange that failed in the end, so that no object is left in place in silence. */
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
  public void onFailure(Exchange exchange) {
    Content input = Passage.find(exchange).map(Passage::input).orElse(ObjectEvent.UNREAD);
    String fault = ObjectEvent.nameOf(exchange.getException());
    observer.on(new ObjectEvent.LeftInPlace(input, Passage.routeOf(exchange), fault));
  }
}
