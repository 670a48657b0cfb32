/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The response of a Store transaction (PS3.18 10.5.3), in the DICOM JSON model. */
final class StoreAnswer {

  static final String DICOM_JSON = "application/dicom+json";

  /** PS3.4 Annex B.2.3 and PS3.18 Table I.2-2. */
  static final int PROCESSING_FAILURE = 0x0110;

  static final int DUPLICATE = 0x0111;
  static final int OUT_OF_RESOURCES = 0xA700;
  static final int NOT_UNDERSTOOD = 0xC000;

  private static final String SOP_CLASS = "00081150";
  private static final String SOP_INSTANCE = "00081155";
  private static final String FAILURE_REASON = "00081197";
  private static final String FAILED = "00081198";
  private static final String REFERENCED = "00081199";
  private static final String OTHER_FAILURES = "0008119A";
  private static final String RETRIEVE_URL = "00081190";
  private static final Set<String> PASSING = Set.of("delivery-failed", "out-of-memory");
  private static final JsonFactory JSON = new JsonFactory();

  private record Stored(String sopClass, String sopInstance) {}

  private record Failed(InstanceNames.Name name, int reason) {}

  private final List<Stored> stored = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();

  /** The failure reason for an object that is in quarantine. */
  static int failure(String reason) {
    if (PASSING.contains(reason)) {
      return OUT_OF_RESOURCES;
    }
    return reason.equals("name-conflict")
        ? DUPLICATE
        : reason.equals("internal-error") ? PROCESSING_FAILURE : NOT_UNDERSTOOD;
  }

  /**
   * @param newName {@code study/series/instance}
   */
  void stored(InstanceNames.Name name, String newName) {
    stored.add(new Stored(name.sopClass(), newName.substring(newName.lastIndexOf('/') + 1)));
  }

  void failed(InstanceNames.Name name, int reason) {
    failed.add(new Failed(name, reason));
  }

  /** 200 when all are stored, 202 when some are, 409 when none is. */
  Answer answer(String mediaType) throws IOException {
    int status = failed.isEmpty() ? 200 : stored.isEmpty() ? 409 : 202;
    return Answer.of(status, mediaType, json());
  }

  private byte[] json() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      // Whoever is given objects to send on does not give them back.
      json.writeObjectFieldStart(RETRIEVE_URL);
      json.writeStringField("vr", "UR");
      json.writeEndObject();
      List<Failed> named =
          failed.stream().filter(each -> !each.name().sopInstance().isEmpty()).toList();
      List<Failed> unnamed =
          failed.stream().filter(each -> each.name().sopInstance().isEmpty()).toList();
      if (!named.isEmpty()) {
        begin(json, FAILED);
        for (Failed each : named) {
          json.writeStartObject();
          value(json, SOP_CLASS, each.name().sopClass());
          value(json, SOP_INSTANCE, each.name().sopInstance());
          reason(json, each.reason());
          json.writeEndObject();
        }
        end(json);
      }
      if (!stored.isEmpty()) {
        begin(json, REFERENCED);
        for (Stored each : stored) {
          json.writeStartObject();
          value(json, SOP_CLASS, each.sopClass());
          value(json, SOP_INSTANCE, each.sopInstance());
          json.writeEndObject();
        }
        end(json);
      }
      if (!unnamed.isEmpty()) {
        begin(json, OTHER_FAILURES);
        for (Failed each : unnamed) {
          json.writeStartObject();
          reason(json, each.reason());
          json.writeEndObject();
        }
        end(json);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void begin(JsonGenerator json, String tag) throws IOException {
    json.writeObjectFieldStart(tag);
    json.writeStringField("vr", "SQ");
    json.writeArrayFieldStart("Value");
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, String tag, String uid) throws IOException {
    json.writeObjectFieldStart(tag);
    json.writeStringField("vr", "UI");
    if (!uid.isEmpty()) {
      json.writeArrayFieldStart("Value");
      json.writeString(uid);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void reason(JsonGenerator json, int code) throws IOException {
    json.writeObjectFieldStart(FAILURE_REASON);
    json.writeStringField("vr", "US");
    json.writeArrayFieldStart("Value");
    json.writeNumber(code);
    json.writeEndArray();
    json.writeEndObject();
  }
}
