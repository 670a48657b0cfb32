/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a source listed and the ledger has: it need not be fetched again. A file of digests, one a
 * line, that only saves transfers: when a line is lost, its object is fetched again, and the ledger
 * keeps it from being delivered again.
 */
final class FetchedItems {

  private static final int LINE = 36;

  private final Path file;
  private final String scope;
  private final Set<UUID> done = new HashSet<>();

  /**
   * Reads the file, where there is one.
   *
   * @param scope what an item is done for: source, profile, destinations; another one starts anew
   */
  FetchedItems(Path file, String scope) throws IOException {
    this.file = file;
    this.scope = scope;
    if (Files.exists(file)) {
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          // The last one may have been cut off by a crash.
          if (line.length() == LINE) {
            done.add(UUID.fromString(line));
          }
        }
      }
    }
  }

  synchronized boolean contains(String item) {
    return done.contains(key(item));
  }

  synchronized void add(String item) throws IOException {
    UUID key = key(item);
    if (done.add(key)) {
      // A line break first, so that a line that was cut off spoils no other.
      Files.writeString(file, "\n" + key, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private UUID key(String item) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((scope + "\n" + item).getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(digest);
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
