/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the in-toto Statement v1 of an operation. The bytes depend on nothing but the arguments:
 * members stand in a fixed order, actions are sorted.
 */
final class StatementWriter {

  static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
  static final String PREDICATE_TYPE = "https://dicom-deid.org/receipt/v1";

  private static final Comparator<ActionCount> ORDER =
      Comparator.comparing(ActionCount::nested)
          .thenComparing(ActionCount::action)
          .thenComparing(ActionCount::tag);

  private final JsonFactory json;

  StatementWriter(JsonFactory json) {
    this.json = json;
  }

  /**
   * @param previous SHA-256 of the previous receipt's payload; null in the first receipt of a store
   */
  byte[] write(Operation operation, long sequence, String previous, String storeId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("_type", STATEMENT_TYPE);
      writeSubject(out, operation.subject());
      out.writeStringField("predicateType", PREDICATE_TYPE);
      out.writeObjectFieldStart("predicate");
      out.writeNumberField("sequence", sequence);
      out.writeStringField("previous", previous);
      out.writeStringField("store", storeId);
      if (operation.rows() != null) {
        out.writeStringField("rows", operation.rows());
      }
      writeOperation(out, operation);
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static void writeSubject(JsonGenerator out, Content subject) throws IOException {
    out.writeArrayFieldStart("subject");
    out.writeStartObject();
    out.writeStringField("name", "sha256:" + subject.sha256());
    out.writeObjectFieldStart("digest");
    out.writeStringField("sha256", subject.sha256());
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndArray();
  }

  private static void writeOperation(JsonGenerator out, Operation operation) throws IOException {
    out.writeStringField("outcome", operation.outcome().name());
    writeContent(out, "input", operation.input());
    writeContent(out, "output", operation.output());
    out.writeObjectFieldStart("profile");
    out.writeStringField("name", operation.profile().name());
    out.writeStringField("version", operation.profile().version());
    out.writeStringField("sha256", operation.profile().digest());
    out.writeEndObject();
    out.writeStringField("pseudonymKey", operation.pseudonymKeyId());
    out.writeStringField("engine", operation.engineVersion());
    out.writeStringField("transferSyntax", operation.transferSyntaxUid());
    out.writeStringField("sopClass", operation.sopClassUid());
    writeActions(out, operation.actions());
    writeStrings(out, "options", operation.options());
    writePixels(out, operation.pixels());
    if (operation.reason() != null) {
      out.writeObjectFieldStart("reason");
      out.writeStringField("code", operation.reason().code());
      out.writeStringField("at", operation.reason().tagPath());
      out.writeEndObject();
    }
    out.writeStringField("started", operation.started().toString());
    out.writeStringField("finished", operation.finished().toString());
    writeStrings(out, "destinations", operation.destinations());
  }

  private static void writeContent(JsonGenerator out, String name, Content content)
      throws IOException {
    if (content == null) {
      out.writeNullField(name);
      return;
    }
    out.writeObjectFieldStart(name);
    out.writeStringField("sha256", content.sha256());
    out.writeNumberField("bytes", content.bytes());
    out.writeEndObject();
  }

  /** Tags are grouped by action, which keeps a receipt small: each is written once. */
  private static void writeActions(JsonGenerator out, List<ActionCount> actions)
      throws IOException {
    List<ActionCount> sorted = new ArrayList<>(actions);
    sorted.sort(ORDER);
    out.writeArrayFieldStart("actions");
    ActionCount last = null;
    int sum = 0;
    for (ActionCount each : sorted) {
      if (last != null && ORDER.compare(last, each) == 0) {
        sum += each.count();
        continue;
      }
      if (last != null) {
        out.writeNumberField(last.tag(), sum);
      }
      if (last == null || last.nested() != each.nested() || !last.action().equals(each.action())) {
        if (last != null) {
          closeActions(out);
        }
        out.writeStartObject();
        out.writeStringField("action", each.action());
        out.writeBooleanField("nested", each.nested());
        out.writeObjectFieldStart("elements");
      }
      last = each;
      sum = each.count();
    }
    if (last != null) {
      out.writeNumberField(last.tag(), sum);
      closeActions(out);
    }
    out.writeEndArray();
  }

  private static void closeActions(JsonGenerator out) throws IOException {
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writePixels(JsonGenerator out, PixelExamination pixels) throws IOException {
    if (pixels == null) {
      out.writeNullField("pixels");
      return;
    }
    out.writeObjectFieldStart("pixels");
    out.writeStringField("policy", pixels.policy());
    out.writeBooleanField("searched", pixels.searched());
    out.writeBooleanField("rechecked", pixels.rechecked());
    out.writeNumberField("frames", pixels.frames());
    out.writeArrayFieldStart("boxes");
    for (PixelBox box : pixels.boxes()) {
      out.writeStartObject();
      out.writeNumberField("firstFrame", box.firstFrame());
      out.writeNumberField("lastFrame", box.lastFrame());
      out.writeNumberField("column", box.column());
      out.writeNumberField("row", box.row());
      out.writeNumberField("width", box.width());
      out.writeNumberField("height", box.height());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("keptTexts", pixels.keptTexts());
    out.writeNumberField("nested", pixels.nested());
    out.writeStringField("device", pixels.device());
    out.writeArrayFieldStart("engines");
    for (PixelExamination.Engine engine : pixels.engines()) {
      out.writeStartObject();
      out.writeStringField("role", engine.role());
      out.writeStringField("name", engine.name());
      out.writeStringField("version", engine.version());
      out.writeStringField("model", engine.modelSha256());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeStrings(JsonGenerator out, String name, List<String> values)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }
}
