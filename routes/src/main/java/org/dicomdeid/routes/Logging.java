/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log of the service: JSON lines on standard output, nothing that names a patient. */
final class Logging {

  private Logging() {}

  /**
   * Takes the log over, unless the operator configured one with {@code logback.configurationFile}
   * or runs another logging system.
   */
  static void jsonLines() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (System.getProperty("logback.configurationFile") != null
        || !(factory instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    JsonLineEncoder encoder = new JsonLineEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("org.dicomdeid").setLevel(Level.INFO);
    // Complains of every H2 that is newer than its own list.
    context.getLogger("org.flywaydb").setLevel(Level.ERROR);
    // What these two say of a file that stays, the event log says by digest.
    context
        .getLogger("org.apache.camel.component.file.GenericFileOnCompletion")
        .setLevel(Level.OFF);
    context.getLogger("org.apache.camel.processor.FatalFallbackErrorHandler").setLevel(Level.OFF);
  }
}
