/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultProducer;

/** Runs the step of its endpoint. */
final class DicomDeidProducer extends DefaultProducer {

  private Processor processor;

  DicomDeidProducer(DicomDeidEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    processor = ((DicomDeidEndpoint) getEndpoint()).processor();
  }

  /** An Error fails the exchange too: thrown on, Camel would wait for the exchange for ever. */
  @Override
  public void process(Exchange exchange) throws Exception {
    try {
      processor.process(exchange);
    } catch (Error e) {
      exchange.setException(new RuntimeCamelException(e));
    }
  }
}
