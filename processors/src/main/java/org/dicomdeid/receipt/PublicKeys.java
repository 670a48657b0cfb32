/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a site hands to those who verify, as a folder: {@code keys.json} with each signing key, the
 * time from which it signs and the one from which it is revoked, and each CA of time stamps; and
 * their files in PEM, named by their digest. Nothing in it is secret.
 */
public final class PublicKeys {

  private static final String LIST = "keys.json";
  private static final int NAME_DIGITS = 16;

  private PublicKeys() {}

  /** Writes the folder, over one of an earlier day. */
  public static void export(KeyFolder keys, Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectNode root = Claims.JSON.createObjectNode();
    Map<String, SigningKeyState> states = new HashMap<>();
    keys.signingKeys().forEach(each -> states.put(each.id(), each));
    for (VerificationKey each : keys.trustedKeys()) {
      String file = "signing-" + each.id().substring(0, NAME_DIGITS) + ".pub";
      Files.write(folder.resolve(file), Pem.encode(Pem.PUBLIC_KEY, each.der()));
      Optional<SigningKeyState> state = Optional.ofNullable(states.get(each.id()));
      ObjectNode key = root.withArray("keys").addObject();
      key.put("id", each.id());
      key.put("file", file);
      key.put("from", state.flatMap(SigningKeyState::from).map(Instant::toString).orElse(null));
      key.put(
          "revoked", state.flatMap(SigningKeyState::revoked).map(Instant::toString).orElse(null));
    }
    for (byte[] each : keys.trustedTimestampCas()) {
      String file = "tsa-ca-" + Sha256.hex(each).substring(0, NAME_DIGITS) + ".crt";
      Files.write(folder.resolve(file), Pem.encode(Pem.CERTIFICATE, each));
      ObjectNode ca = root.withArray("timestampCas").addObject();
      ca.put("sha256", Sha256.hex(each));
      ca.put("file", file);
    }
    Files.writeString(
        folder.resolve(LIST),
        Claims.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n",
        StandardCharsets.UTF_8);
  }

  /**
   * Reads a folder that a site handed out.
   *
   * @throws KeyException when it is no such folder, or a file in it is not what the list says
   */
  public static Trust read(Path folder) throws KeyException {
    List<VerificationKey> keys = new ArrayList<>();
    List<byte[]> cas = new ArrayList<>();
    Map<String, Instant> revocations = new HashMap<>();
    try {
      JsonNode root = Claims.JSON.readTree(Files.readAllBytes(folder.resolve(LIST)));
      for (JsonNode each : root.path("keys")) {
        VerificationKey key = VerificationKey.parse(Pem.read(file(folder, each), Pem.PUBLIC_KEY));
        require(key.id().equals(each.path("id").asText()));
        keys.add(key);
        if (each.path("revoked").isTextual()) {
          revocations.put(key.id(), Instant.parse(each.path("revoked").asText()));
        }
      }
      for (JsonNode each : root.path("timestampCas")) {
        byte[] ca = Pem.read(file(folder, each), Pem.CERTIFICATE);
        require(Sha256.hex(ca).equals(each.path("sha256").asText()));
        cas.add(ca);
      }
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new KeyException(folder.resolve(LIST) + " cannot be read", e);
    } catch (KeyException e) {
      throw e;
    } catch (IOException e) {
      throw new KeyException(
          folder + " is no folder that 'dicom-deid keys export-public' made: " + e.getMessage(), e);
    }
    return new Trust(keys, cas, revocations);
  }

  private static Path file(Path folder, JsonNode entry) throws KeyException {
    String name = entry.path("file").asText();
    require(name.matches("[a-z0-9][a-z0-9.-]*"));
    return folder.resolve(name);
  }

  private static void require(boolean holds) throws KeyException {
    if (!holds) {
      throw new KeyException("a file of the folder is not the one that " + LIST + " names");
    }
  }
}
