/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import org.dicomdeid.dicom.UidRegistry;
import org.dicomdeid.pipeline.Plan;

/** Plans as one JSON array. */
public final class JsonPlans implements PlanPrinter {

  private final JsonGenerator json;

  /** Begins the array; {@code out} stays open. */
  public JsonPlans(Writer out) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.useDefaultPrettyPrinter();
    json.writeStartArray();
  }

  @Override
  public void print(Plan plan) throws IOException {
    json.writeStartObject();
    json.writeStringField("sha256", plan.input().sha256());
    json.writeNumberField("bytes", plan.input().bytes());
    json.writeStringField("sopClass", registered(plan.sopClassUid()));
    json.writeStringField("transferSyntax", registered(plan.transferSyntaxUid()));
    if (plan.refused().isPresent()) {
      json.writeStringField("refused", plan.refused().get().code());
      json.writeStringField("meaning", plan.refused().get().sentence());
    }
    if (plan.pixels().isPresent()) {
      Plan.Pixels pixels = plan.pixels().get();
      json.writeObjectFieldStart("pixels");
      json.writeStringField("policy", pixels.policy().word());
      json.writeNumberField("frames", pixels.frames());
      json.writeStringField("device", pixels.device().orElse(null));
      json.writeNumberField("ultrasoundRegions", pixels.ultrasoundRegions());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("elements");
    for (Plan.Entry entry : plan.entries()) {
      json.writeStartObject();
      json.writeStringField("path", entry.path());
      json.writeStringField("keyword", entry.keyword());
      json.writeStringField("vr", String.valueOf(entry.vr()));
      json.writeStringField("action", entry.action().word());
      json.writeStringField("source", entry.source());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A UID that is not registered may hold digits of the object's own. */
  private static String registered(String uid) {
    return uid != null && UidRegistry.standard().isRegistered(uid) ? uid : null;
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeRaw('\n');
    json.close();
  }
}
