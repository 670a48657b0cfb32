/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dicomdeid.deidentify.Pseudonyms;

/**
 * What receipts are found by when somebody asks with a UID, the original or the new one:
 * HMAC-SHA-256 under a key that follows from the site's secret, the first 16 bytes in hexadecimal.
 * Without the secret nobody can tell which UID a token is of. Safe for threads.
 *
 * <p>An original UID counts by its pseudonym: as a rule that is the new UID, and one token serves
 * both.
 */
public final class UidLookup {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "dicom-deid uid lookup";
  private static final int BYTES = 16;

  private final byte[] secret;
  private final Mac mac;

  /**
   * Tokens under a secret.
   *
   * @param secret the site's pseudonym secret
   */
  public UidLookup(byte[] secret) {
    this.secret = secret.clone();
    this.mac = mac(mac(secret).doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac made = Mac.getInstance(ALGORITHM);
      made.init(new SecretKeySpec(key, ALGORITHM));
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** The tokens that a receipt is kept with, sorted, each once. */
  List<String> tokens(List<String> originals, List<String> delivered) {
    if (originals.isEmpty() && delivered.isEmpty()) {
      return List.of();
    }
    Pseudonyms pseudonyms = new Pseudonyms(secret);
    return Stream.concat(originals.stream().map(pseudonyms::uid), delivered.stream())
        .map(this::token)
        .distinct()
        .sorted()
        .toList();
  }

  /** The tokens under which an object with this UID, before or after, may be kept. */
  public List<String> tokensOf(String uid) {
    return Stream.of(uid, new Pseudonyms(secret).uid(uid)).map(this::token).distinct().toList();
  }

  private String token(String uid) {
    byte[] hash;
    synchronized (mac) {
      hash = mac.doFinal(uid.getBytes(StandardCharsets.US_ASCII));
    }
    return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
  }
}
