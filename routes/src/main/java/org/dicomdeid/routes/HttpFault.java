/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.processor.DestinationBusyException;
import org.dicomdeid.processor.RefusedException;

/** Tells by its status what an answer means that is no success. */
public final class HttpFault implements Processor {

  /** Statuses that say that this object will never do: RFC 9110 15.5. */
  private static final Set<Integer> FOR_GOOD = Set.of(400, 409, 413, 415, 422);

  private static final int SERVER_ERROR = 500;

  /**
   * Turns the caught fault into one that the backlog understands.
   *
   * @throws RefusedException when the object is refused for good
   * @throws DestinationBusyException when it is not about the object
   */
  @Override
  public void process(Exchange exchange)
      throws RefusedException, DestinationBusyException, IOException {
    HttpOperationFailedException fault =
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HttpOperationFailedException.class);
    int status = fault.getStatusCode();
    if (StowAnswer.isOne(fault.getResponseBody())) {
      StowAnswer.check(fault.getResponseBody());
    }
    if (FOR_GOOD.contains(status)) {
      throw refused(String.valueOf(status));
    }
    if (status == SERVER_ERROR) {
      throw new IOException("the destination answered with an error of its own");
    }
    throw new DestinationBusyException();
  }

  static RefusedException refused(String code) {
    return new RefusedException(
        Reason.of(
            "refused-by-destination",
            "the destination refused the object for good, with "
                + code
                + "; look there for the cause, then put the object back"));
  }
}
