/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that says which key signs from when on, and which is revoked: {@code
 * {"keys":[{"id","file","from","revoked"}]}}, oldest first. A folder whose key was never rotated
 * has none.
 */
final class SigningKeyList {

  static final String FILE = "signing-keys.json";

  private SigningKeyList() {}

  /**
   * One key.
   *
   * @param file its name, without {@code .key} or {@code .pub}
   * @param from null for the first
   * @param revoked null while it is trusted
   */
  record Entry(String id, String file, Instant from, Instant revoked) {

    Entry revokedAt(Instant at) {
      return new Entry(id, file, from, at);
    }

    boolean signsAt(Instant time) {
      return revoked == null && (from == null || !from.isAfter(time));
    }
  }

  /** Empty when there is no list. */
  static List<Entry> read(Path folder) throws IOException {
    JsonNode root;
    try {
      root = Claims.JSON.readTree(Files.readAllBytes(folder.resolve(FILE)));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (JsonProcessingException e) {
      throw damaged(folder, e);
    }
    List<Entry> entries = new ArrayList<>();
    try {
      for (JsonNode each : root.path("keys")) {
        String file = each.path("file").asText();
        String id = each.path("id").asText();
        if (!id.matches("[0-9a-f]{64}") || !file.matches("signing(-[0-9a-f]{16})?")) {
          throw damaged(folder, null);
        }
        entries.add(new Entry(id, file, time(each.get("from")), time(each.get("revoked"))));
      }
    } catch (DateTimeParseException e) {
      throw damaged(folder, e);
    }
    if (entries.isEmpty()) {
      throw damaged(folder, null);
    }
    return entries;
  }

  static void write(Path folder, List<Entry> entries) throws IOException {
    ObjectNode root = Claims.JSON.createObjectNode();
    for (Entry each : entries) {
      ObjectNode key = root.withArray("keys").addObject();
      key.put("id", each.id());
      key.put("file", each.file());
      key.put("from", each.from() == null ? null : each.from().toString());
      key.put("revoked", each.revoked() == null ? null : each.revoked().toString());
    }
    String text = Claims.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    OwnerOnly.replace(folder.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant time(JsonNode node) {
    return node == null || node.isNull() ? null : Instant.parse(node.asText());
  }

  private static KeyException damaged(Path folder, Exception cause) {
    return new KeyException(folder.resolve(FILE) + " is damaged: restore it from a backup", cause);
  }
}
