/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The chain of custody of quarantined objects: one signed statement a line, each naming the digest
 * of the one before it. A file of its own, because the audit store belongs to one process, and what
 * a person does beside a running service must be on record before it is done.
 */
public final class CustodyLog {

  static final String PREDICATE_TYPE = "https://dicom-deid.org/custody/v1";

  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;

  /** In a data folder. */
  public CustodyLog(Path dataFolder) {
    this.file = dataFolder.resolve("custody.jsonl");
  }

  /** One line, and what is to be said of it. */
  public record Entry(int line, CustodyEvent event, boolean holds, String sentence) {}

  /** Appends; durable on return. Several processes may append. */
  public void append(SigningKey key, List<CustodyEvent> events) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      OwnerOnly.restrict(file);
      List<String> lines = lines();
      int sequence = lines.size();
      String previous = previous(lines);
      StringBuilder text = new StringBuilder();
      if (channel.size() > 0 && !endsWithNewline(channel)) {
        text.append('\n');
      }
      for (CustodyEvent event : events) {
        sequence++;
        Envelope envelope = key.sign(statement(event, sequence, previous));
        text.append(envelope.toJson()).append('\n');
        previous = envelope.digest();
      }
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
      channel.position(channel.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(lock.isValid());
    }
  }

  /**
   * Reads all, and checks signatures and chain.
   *
   * @param keys that are trusted
   */
  public List<Entry> read(List<VerificationKey> keys) throws IOException {
    List<Entry> entries = new ArrayList<>();
    String previous = null;
    int number = 0;
    for (String line : lines()) {
      number++;
      Envelope envelope;
      Map<String, String> members;
      try {
        envelope = ReceiptFile.parse(line.getBytes(StandardCharsets.UTF_8)).envelope();
        members = members(envelope.payload());
        CustodyEvent event = event(members);
        String fault = fault(envelope, members, keys, number, previous);
        entries.add(
            new Entry(number, event, fault == null, fault == null ? "signed and in place" : fault));
        previous = envelope.digest();
      } catch (IOException | IllegalArgumentException e) {
        entries.add(new Entry(number, null, false, "is damaged, perhaps cut off by a crash"));
        previous = Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  private static String fault(
      Envelope envelope,
      Map<String, String> members,
      List<VerificationKey> keys,
      int number,
      String previous) {
    if (!PREDICATE_TYPE.equals(members.get("predicateType"))) {
      return "is no statement of custody";
    }
    if (keys.stream().noneMatch(key -> key.verifies(envelope))) {
      return "is not signed by a key of this site";
    }
    if (!String.valueOf(number).equals(members.get("sequence"))) {
      return "has the wrong number: a line before it is missing";
    }
    return Objects.equals(previous, members.get("previous"))
        ? null
        : "does not follow the line before it: that one was changed or is missing";
  }

  private List<String> lines() throws IOException {
    return Files.exists(file)
        ? Files.readString(file).lines().filter(line -> !line.isBlank()).toList()
        : List.of();
  }

  private static String previous(List<String> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    byte[] last = lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8);
    try {
      return ReceiptFile.parse(last).envelope().digest();
    } catch (IOException | IllegalArgumentException e) {
      return Sha256.hex(last);
    }
  }

  private static boolean endsWithNewline(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, channel.size() - 1);
    return last.get(0) == '\n';
  }

  private static byte[] statement(CustodyEvent event, int sequence, String previous)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("_type", StatementWriter.STATEMENT_TYPE);
      StatementWriter.writeSubject(out, event.object());
      out.writeStringField("predicateType", PREDICATE_TYPE);
      out.writeObjectFieldStart("predicate");
      out.writeNumberField("sequence", sequence);
      out.writeStringField("previous", previous);
      out.writeStringField("act", event.act().name());
      out.writeStringField("sha256", event.object().sha256());
      out.writeNumberField("bytes", event.object().bytes());
      out.writeStringField("reason", event.reason());
      out.writeStringField("by", event.by());
      out.writeStringField("at", event.at().toString());
      out.writeEndObject();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Scalar members at any depth; those that are read here have names of their own. */
  private static Map<String, String> members(byte[] payload) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(payload)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue() && json.currentName() != null && token != JsonToken.VALUE_NULL) {
          members.put(json.currentName(), json.getText());
        }
      }
    }
    return members;
  }

  private static CustodyEvent event(Map<String, String> members) throws IOException {
    try {
      return new CustodyEvent(
          CustodyEvent.Act.valueOf(members.get("act")),
          new Content(members.get("sha256"), Long.parseLong(members.get("bytes"))),
          members.get("reason"),
          members.get("by"),
          Instant.parse(members.get("at")));
    } catch (RuntimeException e) {
      throw new IOException("not a statement of custody", e);
    }
  }
}
