/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;
import org.dicomdeid.processor.ObjectEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an operation answer a request of Camel's HTTP server; whatever fails is a problem document.
 */
final class ApiProcessor implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(ApiProcessor.class);
  private static final int RETRY_SECONDS = 10;

  private final ApiGate gate;
  private final String name;
  private final Operation operation;

  ApiProcessor(ApiGate gate, String name, Operation operation) {
    this.gate = gate;
    this.name = name;
    this.operation = operation;
  }

  @Override
  public void process(Exchange exchange) {
    HttpMessage message = exchange.getMessage(HttpMessage.class);
    HttpServerResponse response = message.getResponse();
    Admission admission = gate.admission(message.getRequest());
    // Nothing that came with the request goes on.
    exchange.setMessage(new DefaultMessage(exchange));
    admission.enter();
    try {
      write(admission, answer(admission), response, exchange.getMessage());
    } finally {
      admission.leave();
    }
  }

  private Answer answer(Admission admission) {
    try {
      return operation.answer(new ApiRequest(admission));
    } catch (Problem e) {
      return told(e);
    } catch (RequestBody.UnreadableBodyException e) {
      return told(e.problem());
    } catch (IOException e) {
      // A full disk, or a connection that was cut; messages may hold paths.
      fault(e);
      return Problem.busy("a file or the store cannot be written or read now", RETRY_SECONDS)
          .answer();
    } catch (Exception | Error e) {
      // An Error too is answered: a client that hears nothing would wait.
      fault(e);
      return Problem.fault().answer();
    }
  }

  private Answer told(Problem problem) {
    LOG.atInfo()
        .addKeyValue("operation", name)
        .addKeyValue("status", problem.status())
        .addKeyValue("problem", problem.code())
        .log("request not answered as asked");
    return problem.answer();
  }

  private void fault(Throwable fault) {
    LOG.atError()
        .addKeyValue("operation", name)
        .addKeyValue("fault", ObjectEvent.nameOf(fault))
        .addKeyValue("at", fault.getStackTrace().length == 0 ? "" : fault.getStackTrace()[0])
        .log("request failed");
  }

  private static void write(
      Admission admission, Answer answer, HttpServerResponse response, Message message) {
    if (answer.stream() != null) {
      admission.hold(answer.stream());
    }
    if (response.headWritten()) {
      // It took too long, and the client was told so.
      return;
    }
    answer.headers().forEach(response::putHeader);
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    message.setHeader(Exchange.CONTENT_TYPE, answer.mediaType());
    if (answer.stream() != null) {
      message.setBody(answer.stream());
    } else {
      message.setBody(Buffer.buffer(answer.bytes()));
    }
  }
}
