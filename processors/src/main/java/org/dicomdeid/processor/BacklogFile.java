/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A backlog's entry as a JSON file; nothing in it identifies a person. */
final class BacklogFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("instants")
                  .addSerializer(new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  private BacklogFile() {}

  static byte[] bytes(BacklogEntry entry) throws IOException {
    return JSON.writeValueAsBytes(entry);
  }

  /**
   * Reads an entry back.
   *
   * @throws IOException when the file cannot be read, or is not whole
   */
  static BacklogEntry read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), BacklogEntry.class);
    } catch (IllegalArgumentException e) {
      throw new IOException("an entry of the backlog is damaged", e);
    }
  }

  private static final class InstantWriter extends StdScalarSerializer<Instant> {

    private static final long serialVersionUID = 1;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.parse(in.getText());
    }
  }
}
