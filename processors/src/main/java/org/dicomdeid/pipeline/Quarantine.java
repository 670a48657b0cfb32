/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.OwnerOnly;

/**
 * Where what cannot be delivered is kept whole: {@code <sha256>.dcm} with the original bytes, and
 * {@code <sha256>.reason.json} that names no patient and no source file. Owner-only, for the bytes
 * do.
 */
public final class Quarantine {

  /** Loaded when the first object is held: most runs hold none. */
  private static final class Json {
    static final JsonFactory FACTORY =
        JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  }

  private final Path folder;

  /**
   * A quarantine in a folder.
   *
   * @param folder made on first use
   */
  public Quarantine(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /**
   * Copies the file and says why. Repeating it changes nothing but the reason's time; no earlier
   * copy is counted on, for an operator may be taking it out.
   *
   * @return the copy
   * @throws IOException when the copy could not be made durable; the original is untouched in any
   *     case
   */
  public Path hold(Path file, Content content, Reason reason) throws IOException {
    OwnerOnly.createFolder(folder);
    Path kept = folder.resolve(content.sha256() + HeldObject.OBJECT);
    Path why = folder.resolve(content.sha256() + HeldObject.REASON);
    DurableFiles.copy(file, kept, content);
    DurableFiles.replace(why, json(content, reason));
    // An operator may have taken the object out before its reason was there.
    if (Files.notExists(kept)) {
      Files.deleteIfExists(why);
    }
    return kept;
  }

  /**
   * Tidies up after a process that was killed: copies that nobody writes any more go, and objects
   * that were being taken out come back.
   */
  public void sweep() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    AbandonedParts.delete(folder);
    if (TakenObject.areLeftovers(folder)) {
      try (QuarantineLock lock = QuarantineLock.tryLock(folder)) {
        if (lock != null) {
          TakenObject.putBackLeftovers(folder);
        }
      }
    }
  }

  private static byte[] json(Content content, Reason reason) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("sha256", content.sha256());
      json.writeNumberField("bytes", content.bytes());
      json.writeStringField("reason", reason.code());
      json.writeStringField("meaning", reason.sentence());
      if (!reason.path().isEmpty()) {
        json.writeStringField("element", reason.path());
      }
      if (reason.offset() >= 0) {
        json.writeNumberField("offset", reason.offset());
      }
      json.writeStringField("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }
}
