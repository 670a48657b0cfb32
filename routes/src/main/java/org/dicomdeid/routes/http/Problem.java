/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dicomdeid.pipeline.Reason;

/**
 * Why a request is not answered as it was asked, as RFC 9457 has it. Says nothing that came with
 * the request.
 */
final class Problem extends Exception {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private final int status;
  private final String code;
  private final String title;
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private final transient Map<String, String> members = new LinkedHashMap<>();

  /**
   * A problem.
   *
   * @param code stable, lower case with hyphens
   */
  Problem(int status, String code, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.title = title;
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "The request cannot be understood", detail);
  }

  static Problem unauthorized() {
    return new Problem(
            401,
            "unauthorized",
            "A bearer token is needed",
            "send Authorization: Bearer and a token that dicom-deid token create made")
        .header("WWW-Authenticate", "Bearer realm=\"dicom-deid\"");
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", "The token does not allow this", detail);
  }

  static Problem notFound() {
    return new Problem(
        404, "not-found", "There is no such thing", "or it belongs to another token, or is gone");
  }

  static Problem tooLarge(long most) {
    return new Problem(
        413, "too-large", "The request is too large", "send at most " + most + " bytes");
  }

  static Problem unsupportedType(String detail) {
    return new Problem(415, "unsupported-media-type", "The type of content is not taken", detail);
  }

  static Problem timedOut() {
    return new Problem(
        408, "request-timeout", "The request did not arrive in time", "send it again, faster");
  }

  static Problem busy(String detail, int seconds) {
    return new Problem(503, "busy", "The service is busy", detail)
        .header("Retry-After", String.valueOf(seconds));
  }

  static Problem fault() {
    return new Problem(
        500,
        "internal-error",
        "A fault in dicom-deid itself",
        "the log has its place in the code; the object was not answered, send it again");
  }

  /** Of an object that is in quarantine, or of one that cannot be read. */
  static Problem refused(Reason reason) {
    return refused(reason.code(), reason.sentence(), reason.path());
  }

  static Problem refused(String reason, String sentence, String path) {
    Problem problem =
        new Problem(422, "quarantined", "The object is held in quarantine, whole", sentence)
            .member("reason", reason);
    return path.isEmpty() ? problem : problem.member("element", path);
  }

  Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Problem member(String name, String value) {
    members.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Answer answer() {
    Answer answer = Answer.of(status, MEDIA_TYPE, json());
    for (Map.Entry<String, String> each : headers.entrySet()) {
      answer = answer.header(each.getKey(), each.getValue());
    }
    return answer;
  }

  byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "urn:dicom-deid:problem:" + code);
      json.writeStringField("title", title);
      json.writeNumberField("status", status);
      json.writeStringField("detail", getMessage());
      for (Map.Entry<String, String> each : members.entrySet()) {
        json.writeStringField(each.getKey(), each.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
