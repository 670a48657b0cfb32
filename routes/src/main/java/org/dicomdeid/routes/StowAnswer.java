/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.processor.DestinationBusyException;
import org.dicomdeid.processor.RefusedException;

/** Reads whether a PACS really stored the instance: PS3.18 10.5.3 and PS3.18 Annex I.2. */
public final class StowAnswer implements Processor {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FAILED_SOP_SEQUENCE = "00081198";
  private static final String FAILURE_REASON = "00081197";
  private static final int PROCESSING_FAILURE = 0x0110;
  private static final int OUT_OF_RESOURCES = 0xA700;
  private static final int OUT_OF_RESOURCES_LAST = 0xA7FF;

  /**
   * Checks the body.
   *
   * @throws RefusedException when the instance is refused for good
   * @throws DestinationBusyException when it may be taken later
   */
  @Override
  public void process(Exchange exchange)
      throws RefusedException, DestinationBusyException, IOException {
    String body = exchange.getMessage().getBody(String.class);
    if (isOne(body)) {
      check(body);
    }
  }

  static boolean isOne(String body) {
    return body != null && body.contains(FAILED_SOP_SEQUENCE);
  }

  static void check(String body) throws RefusedException, DestinationBusyException, IOException {
    JsonNode failed;
    try {
      failed = JSON.readTree(body).path(FAILED_SOP_SEQUENCE).path("Value");
    } catch (JsonProcessingException e) {
      // The exception quotes the answer.
      throw new IOException("the answer of the destination is no DICOM JSON");
    }
    for (JsonNode item : failed) {
      int reason = item.path(FAILURE_REASON).path("Value").path(0).asInt();
      if (reason >= OUT_OF_RESOURCES && reason <= OUT_OF_RESOURCES_LAST) {
        throw new DestinationBusyException();
      }
      if (reason == PROCESSING_FAILURE) {
        throw new IOException("the destination could not process the object");
      }
      throw HttpFault.refused(String.format("failure reason %04XH", reason));
    }
  }
}
