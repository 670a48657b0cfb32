/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.dicomdeid.pipeline.ObjectName;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Operation;

/**
 * What has to be known of a de-identified object to deliver it later, in another process even.
 *
 * @param key names content, profile and pseudonym key, as the ledger tells objects apart
 * @param route id of the route where it came in
 * @param since when it began to wait
 * @param receipt whether the destination gets the receipt too
 * @param trace by which log lines about it are found; null in entries of earlier versions
 */
record BacklogEntry(
    String key,
    Content input,
    Content output,
    ObjectName name,
    boolean unexaminedPixels,
    Operation operation,
    String route,
    Instant since,
    boolean receipt,
    String trace) {

  static BacklogEntry of(Sanitized sanitized, String route, boolean receipt, String trace) {
    Operation operation = sanitized.operation();
    return new BacklogEntry(
        key(sanitized.input().sha256(), operation.profile().digest(), operation.pseudonymKeyId()),
        sanitized.input(),
        sanitized.output(),
        sanitized.name(),
        sanitized.unexaminedPixels(),
        operation,
        route,
        Instant.now(),
        receipt,
        trace);
  }

  /** 32 hexadecimal digits. */
  static String key(String inputSha256, String profileDigest, String pseudonymKeyId) {
    String all = String.join("/", inputSha256, profileDigest, pseudonymKeyId);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Sanitized sanitized(Path file) {
    return new Sanitized(input, output, file, name, unexaminedPixels, operation);
  }
}
