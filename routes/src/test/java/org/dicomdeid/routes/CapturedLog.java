/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that the service would have written, at the levels that it sets. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final JsonLineEncoder encoder = new JsonLineEncoder();
  private final ch.qos.logback.classic.Logger root;

  CapturedLog() {
    Logging.jsonLines();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    setContext(context);
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return lines;
  }

  String text() {
    return String.join("", lines);
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
