/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.Quarantine;
import org.dicomdeid.pipeline.Reason;

/**
 * Holds a refused object: the bytes that came in and, beside them, why. When that fails the
 * exchange fails, so that the source stays where it is.
 */
public final class QuarantineProcessor implements Processor {

  private final Workbench bench;
  private final Quarantine quarantine;

  public QuarantineProcessor(Workbench bench, Quarantine quarantine) {
    this.bench = bench;
    this.quarantine = quarantine;
  }

  @Override
  public void process(Exchange exchange) throws IOException, SourceChangedException {
    Passage passage = Passage.of(exchange);
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (!(fault instanceof RefusedException refused)) {
      throw new IllegalStateException("Only a refused object goes to quarantine.", fault);
    }
    long started = System.nanoTime();
    Reason reason = refused.reason();
    passage.requireUnchangedSource();
    quarantine.hold(passage.source(), passage.input(), reason);
    if (passage.refusal().isPresent()) {
      bench.pipeline().commit(passage.refusal().get(), List.of());
    }
    passage.release();
    passage.stagePassed("quarantine", started);
    exchange.getMessage().setHeader(DicomDeidConstants.REASON, reason.code());
    exchange.getMessage().setHeader(DicomDeidConstants.OUTCOME, DicomDeidConstants.QUARANTINED);
    passage.tell(new ObjectEvent.Quarantined(passage.input(), passage.route(), reason));
  }
}
