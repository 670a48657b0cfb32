/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signed statement with its place in a store.
 *
 * @param sequence from 1, without gaps
 * @param digest SHA-256 of the envelope's payload
 * @param timestamp empty while the token is pending
 * @param publicKey the signing key as DER SubjectPublicKeyInfo, null when it is no longer kept; not
 *     copied
 * @param certificates of the time-stamping authority, DER
 * @param renewals of the time stamp, oldest first, see {@link Renewal}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Receipt(
    long sequence,
    String digest,
    Envelope envelope,
    Optional<TimestampToken> timestamp,
    byte[] publicKey,
    List<byte[]> certificates,
    List<TimestampToken> renewals) {

  public Receipt {
    renewals = List.copyOf(renewals);
  }

  /** A receipt whose time stamp was not renewed. */
  public Receipt(
      long sequence,
      String digest,
      Envelope envelope,
      Optional<TimestampToken> timestamp,
      byte[] publicKey,
      List<byte[]> certificates) {
    this(sequence, digest, envelope, timestamp, publicKey, certificates, List.of());
  }

  /**
   * The receipt file: a DSSE envelope with the members {@code timestamp} (DER token or null),
   * {@code publicKey} and {@code certificates} (DER) beside it, and {@code renewals} (DER) where
   * there are any, all in base64. UTF-8, ends with a line feed.
   */
  public byte[] toFile() {
    Base64.Encoder base64 = Base64.getEncoder();
    StringBuilder out = new StringBuilder(8192).append("{").append(envelope.jsonMembers());
    out.append(",\"timestamp\":");
    timestamp.ifPresentOrElse(
        token -> out.append('"').append(base64.encodeToString(token.der())).append('"'),
        () -> out.append("null"));
    out.append(",\"publicKey\":");
    if (publicKey == null) {
      out.append("null");
    } else {
      out.append('"').append(base64.encodeToString(publicKey)).append('"');
    }
    out.append(",\"certificates\":[");
    append(out, certificates);
    if (!renewals.isEmpty()) {
      out.append("],\"renewals\":[");
      append(out, renewals.stream().map(TimestampToken::der).toList());
    }
    return out.append("]}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void append(StringBuilder out, List<byte[]> all) {
    String separator = "";
    for (byte[] each : all) {
      out.append(separator).append('"');
      out.append(Base64.getEncoder().encodeToString(each)).append('"');
      separator = ",";
    }
  }
}
