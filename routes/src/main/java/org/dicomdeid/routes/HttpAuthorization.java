/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Readies a message for HTTP: of all its headers, the destination gets only these, as digests of
 * originals are nothing for others.
 */
public final class HttpAuthorization implements Processor {

  private final String authorization;

  /** For a destination that asks for no authorization. */
  public HttpAuthorization() {
    this(null);
  }

  HttpAuthorization(String authorization) {
    this.authorization = authorization;
  }

  @Override
  public void process(Exchange exchange) {
    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, "", String.class);
    exchange.getMessage().getHeaders().clear();
    exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
    exchange
        .getMessage()
        .setHeader(
            Exchange.CONTENT_TYPE,
            name.endsWith(".receipt.json") ? "application/json" : "application/dicom");
    if (authorization != null) {
      exchange.getMessage().setHeader("Authorization", authorization);
    }
  }
}
