/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.receipt.OwnerOnly;

/** The file that tokens are kept in, without their secrets; readable by its owner only. */
public final class TokenFile {

  private static final int SECRET_BYTES = 32;
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;

  /** A file that need not be there yet. */
  public TokenFile(Path file) {
    this.file = file;
  }

  /** Where tokens are when nothing else is said. */
  public static Path in(Path data) {
    return data.resolve("tokens.json");
  }

  Path path() {
    return file;
  }

  /**
   * All tokens; none when there is no file.
   *
   * @throws IOException when the file is damaged; the message says so
   */
  public List<Token> read() throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    List<Token> tokens = new ArrayList<>();
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      require(json.nextToken() == JsonToken.START_ARRAY);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        tokens.add(token(json));
      }
      require(json.currentToken() == JsonToken.END_ARRAY);
    }
    return tokens;
  }

  /**
   * Adds a token.
   *
   * @return its secret, which nobody can be told again
   * @throws IllegalArgumentException when the name is taken
   */
  public String create(String name, Set<Right> rights, List<String> policies) throws IOException {
    List<Token> tokens = new ArrayList<>(read());
    if (tokens.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException("there is a token of that name");
    }
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = "dd_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    tokens.add(new Token(name, digest(secret), rights, policies, now));
    write(tokens);
    return secret;
  }

  /** Takes a token away; false when there is none of that name. */
  public boolean revoke(String name) throws IOException {
    List<Token> tokens = new ArrayList<>(read());
    boolean found = tokens.removeIf(each -> each.name().equals(name));
    if (found) {
      write(tokens);
    }
    return found;
  }

  /** Of 256 random bits, so that nothing slower than SHA-256 is needed. */
  static String digest(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Token token(JsonParser json) throws IOException {
    String name = null;
    String sha256 = null;
    Instant created = Instant.EPOCH;
    Set<Right> rights = EnumSet.noneOf(Right.class);
    List<String> policies = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "name" -> name = json.getText();
        case "sha256" -> sha256 = json.getText();
        case "created" -> created = instant(json.getText());
        case "rights" -> {
          for (String word : words(json)) {
            rights.add(Right.of(word).orElseThrow(this::damaged));
          }
        }
        case "policies" -> policies.addAll(words(json));
        default -> throw damaged();
      }
    }
    require(name != null && name.matches(Token.NAME));
    require(sha256 != null && sha256.matches("[0-9a-f]{64}"));
    return new Token(name, sha256, rights, policies, created);
  }

  private List<String> words(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<String> words = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      words.add(json.getText());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return words;
  }

  private Instant instant(String text) throws IOException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw damaged();
    }
  }

  private void require(boolean holds) throws IOException {
    if (!holds) {
      throw damaged();
    }
  }

  private IOException damaged() {
    return new IOException(file + " is no file of tokens, or one of a newer version");
  }

  private void write(List<Token> tokens) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Token each : tokens) {
        json.writeStartObject();
        json.writeStringField("name", each.name());
        json.writeStringField("sha256", each.sha256());
        json.writeStringField("created", each.created().toString());
        array(json, "rights", each.rights().stream().map(Right::word).sorted().toList());
        array(json, "policies", each.policies());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.write('\n');
    Path folder = file.toAbsolutePath().getParent();
    OwnerOnly.createFolder(folder);
    DurableFiles.replace(file, out.toByteArray());
    OwnerOnly.restrict(file);
  }

  private static void array(JsonGenerator json, String name, List<String> words)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String each : words) {
      json.writeString(each);
    }
    json.writeEndArray();
  }
}
