/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.Optional;
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
  private String trace = TraceIds.next();
  private TraceIds traces;

  private EndNote(ObjectObserver observer) {
    this.observer = observer;
  }

  /** Once per exchange, however often its first step is tried. */
  static void on(Exchange exchange, ObjectObserver observer) {
    if (find(exchange) == null) {
      EndNote note = new EndNote(observer);
      exchange.setProperty(PROPERTY, note);
      exchange.getExchangeExtension().addOnCompletion(note);
    }
  }

  /** The content is known now, and with it perhaps the id that it had when it was tried before. */
  static void knows(Exchange exchange, Content input, TraceIds traces) {
    EndNote note = find(exchange);
    note.traces = traces;
    note.trace = traces.of(input.sha256(), note.trace);
  }

  /** The id by which log lines about the object are found. */
  static String traceOf(Exchange exchange) {
    EndNote note = find(exchange);
    return note == null ? TraceIds.next() : note.trace;
  }

  private static EndNote find(Exchange exchange) {
    return exchange.getProperty(PROPERTY, EndNote.class);
  }

  @Override
  public void onComplete(Exchange exchange) {
    Optional<Passage> passage = Passage.find(exchange);
    if (passage.map(Passage::isReleased).orElse(false)) {
      if (traces != null && !passage.get().waits()) {
        traces.ended(passage.get().input().sha256());
      }
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
      tell(new ObjectEvent.Refused(input, route, refused.reason()));
    } else if (!(fault instanceof UnsettledException)) {
      tell(new ObjectEvent.LeftInPlace(input, route, ObjectEvent.nameOf(fault)));
    }
  }

  private void tell(ObjectEvent event) {
    Passage.tell(observer, trace, event);
  }
}
