/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Jobs as JSON: for the disk, and for clients. */
final class JobFile {

  private static final JsonFactory JSON = new JsonFactory();

  private JobFile() {}

  static byte[] write(Job job) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("id", job.id());
      json.writeStringField("token", job.token());
      json.writeStringField("way", job.way());
      json.writeStringField("policy", job.policy());
      json.writeStringField("received", job.received().toString());
      if (job.ended().isPresent()) {
        Job.End end = job.ended().get();
        json.writeStringField("outcome", end.outcome());
        json.writeStringField("reason", end.reason());
        json.writeStringField("meaning", end.meaning());
        json.writeStringField("receipt", String.valueOf(end.receipt()));
        json.writeStringField("output", end.output());
        json.writeStringField("name", end.name());
        json.writeStringField("objects", String.valueOf(end.objects()));
        json.writeStringField("held", String.valueOf(end.held()));
        json.writeStringField("ended", end.time().toString());
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  static Job read(byte[] bytes) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        fields.put(name, json.nextTextValue());
      }
    }
    Job job =
        new Job(
            fields.get("id"),
            fields.get("token"),
            fields.get("way"),
            fields.get("policy"),
            Instant.parse(fields.get("received")),
            Optional.empty());
    return fields.containsKey("outcome")
        ? job.endedAs(
            new Job.End(
                fields.get("outcome"),
                fields.get("reason"),
                fields.get("meaning"),
                Long.parseLong(fields.get("receipt")),
                fields.get("output"),
                fields.get("name"),
                Integer.parseInt(fields.getOrDefault("objects", "0")),
                Integer.parseInt(fields.getOrDefault("held", "0")),
                Instant.parse(fields.get("ended"))))
        : job;
  }

  /** What the client is told. */
  static byte[] answer(Job job) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("id", job.id());
      json.writeStringField("state", job.ended().isPresent() ? "ended" : "waiting");
      json.writeStringField("policy", job.policy());
      json.writeStringField("received", job.received().toString());
      if (job.ended().isPresent()) {
        end(json, job.id(), job.ended().get());
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void end(JsonGenerator json, String id, Job.End end) throws IOException {
    json.writeStringField("outcome", end.outcome());
    json.writeStringField("ended", end.time().toString());
    if (!end.reason().isEmpty()) {
      json.writeStringField("reason", end.reason());
      json.writeStringField("meaning", end.meaning());
    }
    if (!end.output().isEmpty()) {
      json.writeStringField("sha256", end.output());
    }
    if (end.receipt() > 0) {
      json.writeStringField("receipt", Paths.receipt(end.receipt()));
    }
    if (end.outcome().equals(Job.End.UNPACKED)) {
      json.writeNumberField("objects", end.objects());
      json.writeNumberField("held", end.held());
    }
    if (end.outcome().equals(Job.End.KEPT)) {
      json.writeStringField("object", Paths.job(id) + "/object");
    }
  }
}
