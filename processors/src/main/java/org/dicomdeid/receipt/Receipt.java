/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
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
 * @param log its place in the log; empty before a checkpoint covers it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Receipt(
    long sequence,
    String digest,
    Envelope envelope,
    Optional<TimestampToken> timestamp,
    byte[] publicKey,
    List<byte[]> certificates,
    Optional<LogEvidence> log,
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
      List<byte[]> certificates,
      Optional<LogEvidence> log) {
    this(sequence, digest, envelope, timestamp, publicKey, certificates, log, List.of());
  }

  /** What has a time stamp: the receipt itself, or a checkpoint that covers it. */
  public boolean isStamped() {
    return timestamp.isPresent() || log.flatMap(LogEvidence::timestamp).isPresent();
  }

  /**
   * The receipt file: a DSSE envelope with the members {@code timestamp} (DER token or null),
   * {@code publicKey} and {@code certificates} (DER) beside it, {@code renewals} (DER) where there
   * are any, all in base64, and {@code log} (null before a checkpoint covers it). One line of
   * UTF-8, ends with a line feed.
   */
  public byte[] toFile() {
    ByteArrayOutputStream file = new ByteArrayOutputStream(8192);
    put(file, "{", envelope.jsonMembers(), ",\"timestamp\":");
    put(file, timestamp);
    put(file, ",\"publicKey\":", publicKey == null ? "null" : quoted(publicKey));
    put(file, ",\"certificates\":");
    put(file, certificates);
    putRenewals(file, renewals);
    put(file, ",\"log\":");
    log.ifPresentOrElse(evidence -> put(file, evidence), () -> put(file, "null"));
    put(file, "}\n");
    return file.toByteArray();
  }

  private static void putRenewals(ByteArrayOutputStream file, List<TimestampToken> renewals) {
    if (!renewals.isEmpty()) {
      put(file, ",\"renewals\":");
      put(file, renewals.stream().map(TimestampToken::der).toList());
    }
  }

  private static void put(ByteArrayOutputStream file, LogEvidence evidence) {
    put(file, "{\"index\":" + evidence.index() + ",\"proof\":");
    put(file, evidence.proof());
    put(file, ",\"checkpoint\":\"");
    file.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(evidence.checkpoint().note()));
    put(file, "\",\"timestamp\":");
    put(file, evidence.timestamp());
    putRenewals(file, evidence.renewals());
    put(file, "}");
  }

  private static void put(ByteArrayOutputStream file, Optional<TimestampToken> token) {
    put(file, token.map(it -> quoted(it.der())).orElse("null"));
  }

  private static void put(ByteArrayOutputStream file, List<byte[]> values) {
    put(file, values.stream().map(Receipt::quoted).collect(joining(",", "[", "]")));
  }

  private static String quoted(byte[] value) {
    return '"' + Base64.getEncoder().encodeToString(value) + '"';
  }

  /** Part by part: the dash in a checkpoint would make each character of one long text take two. */
  private static void put(ByteArrayOutputStream file, String... parts) {
    for (String each : parts) {
      file.writeBytes(each.getBytes(StandardCharsets.UTF_8));
    }
  }
}
