/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that the service would have written, at the levels that it sets. As an extension it
 * captures them from one test to the next, and after each sees to it that none names the patient of
 * {@link MadeObjects} or a secret.
 */
final class CapturedLog extends AppenderBase<ILoggingEvent>
    implements AutoCloseable, BeforeEachCallback, AfterEachCallback {

  private final String[] secrets;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final JsonLineEncoder encoder = new JsonLineEncoder();
  private final ch.qos.logback.classic.Logger root;

  /** Captures from now on. */
  CapturedLog() {
    this(new String[0]);
    listen();
  }

  private CapturedLog(String[] secrets) {
    this.secrets = secrets;
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    setContext(context);
  }

  /** An extension that looks for these secrets too. */
  static CapturedLog ofEachTest(String... secrets) {
    return new CapturedLog(secrets);
  }

  private void listen() {
    Logging.jsonLines();
    start();
    root.addAppender(this);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    lines.clear();
    listen();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
    assertThat(text()).doesNotContainIgnoringCase("Quillfeather").doesNotContain("QF-1961");
    assertThat(secrets).noneMatch(text()::contains);
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
