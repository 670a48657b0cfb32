/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object in quarantine, as its name and its reason tell. Holds nothing that identifies a person;
 * its file does.
 *
 * @param sha256 by its name; {@link #isIntact} checks the bytes
 * @param reason code; {@code unknown} when the file that says it is missing or damaged
 * @param meaning the code in words; empty when unknown
 * @param element tag path; empty when it concerns the whole object
 * @param since when it was held last
 */
public record HeldObject(
    Path file,
    String sha256,
    long bytes,
    String reason,
    String meaning,
    String element,
    Instant since) {

  static final String OBJECT = ".dcm";
  static final String REASON = ".reason.json";
  static final String RECEIPT = ".receipt.json";

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.dcm");
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern TAG_PATH = Pattern.compile("[0-9A-Fa-f(),\\[\\]./>x ]{0,512}");
  private static final String UNKNOWN = "unknown";
  private static final long LARGEST_REASON = 64 * 1024;

  /** All that a quarantine holds, oldest first; what does not bear a digest as its name is none. */
  public static List<HeldObject> list(Path folder) throws IOException {
    List<HeldObject> held = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return held;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + OBJECT)) {
      for (Path file : files) {
        if (NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
          of(file).ifPresent(held::add);
        }
      }
    }
    held.sort(Comparator.comparing(HeldObject::since).thenComparing(HeldObject::sha256));
    return held;
  }

  /** Whether the bytes are those that its name is the digest of. */
  public boolean isIntact() throws IOException {
    return Digests.of(file).sha256().equals(sha256);
  }

  /** Empty when it was taken out meanwhile. */
  private static Optional<HeldObject> of(Path file) throws IOException {
    String name = file.getFileName().toString();
    String sha256 = name.substring(0, name.length() - OBJECT.length());
    try {
      long bytes = Files.size(file);
      Map<String, String> said = read(file.resolveSibling(sha256 + REASON));
      Instant since = time(said.get("time"));
      return Optional.of(
          new HeldObject(
              file,
              sha256,
              bytes,
              shaped(said.get("reason"), CODE, UNKNOWN),
              printable(said.getOrDefault("meaning", "")),
              shaped(said.get("element"), TAG_PATH, ""),
              since != null ? since : Files.getLastModifiedTime(file).toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What is not as this program writes it is not repeated. */
  private static String shaped(String text, Pattern shape, String otherwise) {
    return text != null && shape.matcher(text).matches() ? text : otherwise;
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static Instant time(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> members = new HashMap<>();
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_REASON) {
      return members;
    }
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return members;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (json.nextToken().isScalarValue()) {
          members.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      return members;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Map.of();
    }
  }
}
