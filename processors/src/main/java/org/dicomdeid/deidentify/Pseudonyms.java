/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dicomdeid.dicom.UidRegistry;

/**
 * Keyed pseudonyms for one object: HMAC-SHA-256 under the site's secret, so that the same key gives
 * the same pseudonym everywhere and nobody without it can recompute or guess one. Not safe for
 * concurrent use.
 */
public final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final long BILLION = 1_000_000_000;
  private static final int NINE = 9;

  /** 2^128 has 39; a multiple of nine. */
  private static final int DECIMAL_DIGITS = 45;

  private static final char[] BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

  private final Mac mac;
  private final Map<String, String> uids = new HashMap<>();

  /**
   * Pseudonyms under a secret.
   *
   * @param secret the site's secret, 32 bytes or more
   */
  public Pseudonyms(byte[] secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private Pseudonyms(Mac mac) {
    this.mac = mac;
  }

  /** Pseudonyms of another object under the same secret, without looking for a provider again. */
  Pseudonyms another() {
    try {
      return new Pseudonyms((Mac) mac.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(ALGORITHM + " of this Java platform cannot be copied", e);
    }
  }

  /**
   * A valid UID of the form {@code 2.25.<UUID as a decimal>} (PS3.5 B.2); UIDs that the standard
   * registers, such as well-known frames of reference, stay.
   */
  public String uid(String original) {
    String known = uids.get(original);
    if (known != null) {
      return known;
    }
    if (UidRegistry.standard().isRegistered(original)) {
      return original;
    }
    String pseudonym = hashedUid(original);
    uids.put(original, pseudonym);
    return pseudonym;
  }

  /** Whether this original UID was given a pseudonym. */
  boolean hasReplaced(String uid) {
    return uids.containsKey(uid);
  }

  /** The original UIDs that were given pseudonyms. */
  Iterable<String> replacedUids() {
    return uids.keySet();
  }

  private String hashedUid(String original) {
    byte[] hash = hash("uid", original);
    hash[6] = (byte) ((hash[6] & 0x0F) | 0x80); // RFC 9562 version 8: a custom, hashed UUID
    hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
    return "2.25." + decimal(hash);
  }

  /** The first 128 bits as a decimal number, nine digits at a time. */
  private static String decimal(byte[] hash) {
    ByteBuffer bits = ByteBuffer.wrap(hash);
    int[] words = {bits.getInt(), bits.getInt(), bits.getInt(), bits.getInt()};
    byte[] digits = new byte[DECIMAL_DIGITS];
    int first = digits.length;
    for (int end = digits.length; end > 0; end -= NINE) {
      long rest = 0;
      for (int i = 0; i < words.length; i++) {
        long part = rest << 32 | Integer.toUnsignedLong(words[i]);
        words[i] = (int) (part / BILLION);
        rest = part % BILLION;
      }
      for (int at = end - 1; at >= end - NINE; at--) {
        int digit = (int) (rest % 10);
        rest /= 10;
        digits[at] = (byte) ('0' + digit);
        first = digit == 0 ? first : at;
      }
    }
    return new String(digits, first, digits.length - first, StandardCharsets.ISO_8859_1);
  }

  /**
   * Sixteen characters of digits and upper-case letters, 80 bits: valid in SH, LO, CS, AE and as a
   * PN.
   *
   * @param domain keeps equal values of unrelated attributes apart
   */
  public String code(String domain, String original) {
    byte[] hash = hash(domain, original.strip());
    char[] code = new char[16];
    int bits = 0;
    int held = 0;
    int next = 0;
    for (int i = 0; i < code.length; i++) {
      if (held < 5) {
        bits = bits << 8 | (hash[next++] & 0xFF);
        held += 8;
      }
      held -= 5;
      code[i] = BASE32[bits >>> held & 31];
    }
    return new String(code);
  }

  /** A number of at most nine digits, for IS and DS. */
  public String number(String domain, String original) {
    byte[] hash = hash(domain, original.strip());
    return new BigInteger(1, java.util.Arrays.copyOf(hash, 8))
        .mod(BigInteger.valueOf(1_000_000_000))
        .toString();
  }

  /**
   * Days by which all dates of a patient move: -1 to -1825, the same for all objects of the
   * patient.
   */
  public int shiftDays(String patient) {
    byte[] hash = hash("date-shift", patient.strip());
    return -1
        - new BigInteger(1, java.util.Arrays.copyOf(hash, 8))
            .mod(BigInteger.valueOf(1825))
            .intValue();
  }

  private byte[] hash(String domain, String value) {
    return mac.doFinal((domain + '\0' + value).getBytes(StandardCharsets.UTF_8));
  }
}
