/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the tokens as the file has them now: what is created or revoked counts within a second. */
final class TokenRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(TokenRegistry.class);
  private static final long FRESH_NANOS = 1_000_000_000;

  private final TokenFile file;
  private List<Token> tokens = List.of();
  private State seen;
  private long lookedAt;

  private record State(FileTime modified, long bytes, Object key) {}

  TokenRegistry(TokenFile file) {
    this.file = file;
    this.lookedAt = System.nanoTime() - FRESH_NANOS;
  }

  /**
   * The token whose secret this is. Takes as long for a wrong one as for any right one: each stored
   * digest is compared, in constant time.
   */
  Optional<Token> find(String secret) {
    byte[] digest = TokenFile.digest(secret).getBytes(StandardCharsets.US_ASCII);
    Token found = null;
    for (Token each : current()) {
      if (MessageDigest.isEqual(digest, each.sha256().getBytes(StandardCharsets.US_ASCII))) {
        found = each;
      }
    }
    return Optional.ofNullable(found);
  }

  private synchronized List<Token> current() {
    long now = System.nanoTime();
    if (now - lookedAt < FRESH_NANOS) {
      return tokens;
    }
    lookedAt = now;
    try {
      State state = state();
      if (!Objects.equals(state, seen)) {
        tokens = file.read();
        seen = state;
      }
    } catch (IOException e) {
      // Nobody comes in by a file that cannot be read.
      tokens = List.of();
      seen = null;
      LOG.error("the tokens cannot be read ({})", e.getClass().getName());
    }
    return tokens;
  }

  private State state() throws IOException {
    if (Files.notExists(file.path())) {
      return null;
    }
    var attributes =
        Files.readAttributes(file.path(), java.nio.file.attribute.BasicFileAttributes.class);
    return new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
