/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  private static final int TRIES = 5;

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
   * Copies the file and says why. Repeating it changes nothing but the reason's time.
   *
   * @return the copy
   * @throws IOException when the copy could not be made durable; the original is untouched in any
   *     case
   */
  public Path hold(Path file, Content content, Reason reason) throws IOException {
    OwnerOnly.createFolder(folder);
    Path kept = folder.resolve(content.sha256() + HeldObject.OBJECT);
    Path why = folder.resolve(content.sha256() + HeldObject.REASON);
    for (int i = 0; i < TRIES; i++) {
      if (!isHeld(kept, content)) {
        copy(file, content, kept);
      }
      DurableFiles.replace(why, json(content, reason));
      // An operator may take the earlier copy out between the look at it and the new reason.
      if (Files.exists(kept) && Files.exists(why)) {
        return kept;
      }
    }
    throw new IOException("what was copied to quarantine was taken out of it at once, repeatedly");
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

  /** An operator may take it out while it is looked at. */
  private static boolean isHeld(Path kept, Content content) throws IOException {
    try {
      return Files.exists(kept) && Digests.of(kept).equals(content);
    } catch (NoSuchFileException taken) {
      return false;
    }
  }

  private void copy(Path file, Content content, Path kept) throws IOException {
    Path part = DurableFiles.partBeside(kept);
    Content copied = DurableFiles.copy(file, part);
    if (!copied.equals(content)) {
      Files.delete(part);
      throw new IOException("the source changed while it was copied to quarantine");
    }
    DurableFiles.rename(part, kept);
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
