/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.receipt.CustodyEvent;
import org.dicomdeid.receipt.CustodyLog;

/** Prints what is known of held objects, and what was done with them. */
final class HeldObjects {

  private HeldObjects() {}

  static void text(List<HeldObject> held, PrintWriter out) {
    for (HeldObject each : held) {
      out.printf("%s  %s  %,13d  %s%n", each.sha256(), each.since(), each.bytes(), each.reason());
    }
    long bytes = held.stream().mapToLong(HeldObject::bytes).sum();
    out.printf("%d %s, %,d bytes%n", held.size(), held.size() == 1 ? "object" : "objects", bytes);
  }

  static void show(HeldObject held, boolean intact, PrintWriter out) {
    out.println(held.sha256());
    out.println("  held since  " + held.since());
    out.printf("  bytes       %,d%n", held.bytes());
    out.println("  reason      " + held.reason());
    if (!held.meaning().isEmpty()) {
      out.println("  meaning     " + held.meaning());
    }
    if (!held.element().isEmpty()) {
      out.println("  element     " + held.element());
    }
    out.println("  content     " + (intact ? "whole, as its digest says" : "DAMAGED"));
  }

  static String damaged(HeldObject held) {
    return held.sha256()
        + ": its bytes are not those of its digest, so nothing was done with it; restore it from a"
        + " backup of the quarantine.";
  }

  static void json(List<HeldObject> held, Writer out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartArray();
      for (HeldObject each : held) {
        json.writeStartObject();
        json.writeStringField("sha256", each.sha256());
        json.writeStringField("since", each.since().toString());
        json.writeNumberField("bytes", each.bytes());
        json.writeStringField("reason", each.reason());
        json.writeStringField("meaning", each.meaning());
        json.writeStringField("element", each.element());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  static void log(List<CustodyLog.Entry> entries, PrintWriter out) {
    for (CustodyLog.Entry each : entries) {
      CustodyEvent event = each.event();
      String what =
          event == null
              ? ""
              : String.format(
                  "%s  %-8s  %s  %s  by %s  ",
                  event.at(), event.act(), event.object().sha256(), event.reason(), event.by());
      out.printf("%4d  %s%s%n", each.line(), what, each.holds() ? "holds" : each.sentence());
    }
    out.println(entries.size() + (entries.size() == 1 ? " record" : " records"));
  }

  static void jsonLog(List<CustodyLog.Entry> entries, Writer out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartArray();
      for (CustodyLog.Entry each : entries) {
        json.writeStartObject();
        json.writeNumberField("line", each.line());
        json.writeBooleanField("holds", each.holds());
        json.writeStringField("sentence", each.sentence());
        if (each.event() != null) {
          json.writeStringField("act", each.event().act().name());
          json.writeStringField("sha256", each.event().object().sha256());
          json.writeNumberField("bytes", each.event().object().bytes());
          json.writeStringField("reason", each.event().reason());
          json.writeStringField("by", each.event().by());
          json.writeStringField("at", each.event().at().toString());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static JsonGenerator generator(Writer out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.useDefaultPrettyPrinter();
    return json;
  }
}
