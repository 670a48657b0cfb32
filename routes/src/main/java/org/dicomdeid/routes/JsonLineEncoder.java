/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line: time, level, logger, message, then the event's own keys. Libraries put
 * file names and values into their messages and exceptions; of theirs, the message is withheld, and
 * a failure is told by its class and its place in the code.
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {

  private static final String OWN = "org.dicomdeid.";
  private static final String TRACE = "trace";
  private static final int FRAMES = 12;

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(line)) {
      boolean own = event.getLoggerName().startsWith(OWN);
      out.writeStartObject();
      out.writeStringField("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      out.writeStringField("level", event.getLevel().toString());
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField(
          "message", own ? event.getFormattedMessage() : "withheld, as it could name a file");
      // One id for all lines about an object, from the log context of its thread.
      String trace = event.getMDCPropertyMap().get(TRACE);
      if (trace != null) {
        out.writeStringField(TRACE, trace);
      }
      if (own && event.getKeyValuePairs() != null) {
        for (KeyValuePair pair : event.getKeyValuePairs()) {
          out.writeObjectField(pair.key, plain(pair.value));
        }
      }
      if (event.getThrowableProxy() != null) {
        fault(out, event.getThrowableProxy());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    line.write('\n');
    return line.toByteArray();
  }

  /** Numbers and truth values as they are, all else as text. */
  private static Object plain(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
  }

  private static void fault(JsonGenerator out, IThrowableProxy fault) throws IOException {
    out.writeArrayFieldStart("fault");
    for (IThrowableProxy each = fault; each != null; each = each.getCause()) {
      out.writeString(each.getClassName());
    }
    out.writeEndArray();
    out.writeArrayFieldStart("at");
    StackTraceElementProxy[] frames = fault.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      out.writeString(frames[i].getStackTraceElement().toString());
    }
    out.writeEndArray();
  }
}
