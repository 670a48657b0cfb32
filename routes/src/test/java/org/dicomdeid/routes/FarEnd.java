/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The far end of {@code direct:far}, which a test takes down and up; its faults name a patient. */
final class FarEnd extends RouteBuilder {

  /** What a call comes to. */
  interface Answer {
    void to(String fileName, byte[] content) throws Exception;
  }

  final List<String> taken = new CopyOnWriteArrayList<>();
  final AtomicInteger calls = new AtomicInteger();
  private volatile Answer answer = (name, content) -> {};

  static FarEnd of(RunningSite site) throws Exception {
    FarEnd far = new FarEnd();
    site.camel().addRoutes(far);
    return far;
  }

  FarEnd down() {
    answer =
        (name, content) -> {
          throw new ConnectException(MadeObjects.PATIENT);
        };
    return this;
  }

  FarEnd up() {
    return answers((name, content) -> {});
  }

  FarEnd answers(Answer other) {
    answer = other;
    return this;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    from("direct:far").process(this::take);
  }

  private void take(Exchange exchange) throws Exception {
    calls.incrementAndGet();
    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
    answer.to(name, content(exchange.getMessage().getBody()));
    taken.add(name);
  }

  private static byte[] content(Object body) throws IOException {
    return body instanceof File file ? Files.readAllBytes(file.toPath()) : (byte[]) body;
  }
}
