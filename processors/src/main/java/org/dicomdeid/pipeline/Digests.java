/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dicomdeid.receipt.Content;

/** SHA-256 of files. */
public final class Digests {

  private static final int BUFFER_BYTES = 128 * 1024;

  /** Copied for each use, so that the provider is looked for once. */
  private static final MessageDigest UNUSED = provided();

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return provided();
    }
  }

  private static MessageDigest provided() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Digest and length of a file. */
  public static Content of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n; (n = in.read(buffer)) > 0; bytes += n) {
        digest.update(buffer, 0, n);
      }
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), bytes);
  }
}
