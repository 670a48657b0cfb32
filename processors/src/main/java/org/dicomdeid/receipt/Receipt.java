/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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
    Base64.Encoder base64 = Base64.getEncoder();
    StringBuilder out = new StringBuilder(8192).append("{").append(envelope.jsonMembers());
    out.append(",\"timestamp\":");
    append(out, timestamp);
    out.append(",\"publicKey\":");
    if (publicKey == null) {
      out.append("null");
    } else {
      out.append('"').append(base64.encodeToString(publicKey)).append('"');
    }
    out.append(",\"certificates\":[");
    append(out, certificates);
    out.append(']');
    appendRenewals(out, renewals);
    out.append(",\"log\":");
    log.ifPresentOrElse(evidence -> append(out, evidence), () -> out.append("null"));
    return out.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void appendRenewals(StringBuilder out, List<TimestampToken> renewals) {
    if (!renewals.isEmpty()) {
      out.append(",\"renewals\":[");
      append(out, renewals.stream().map(TimestampToken::der).toList());
      out.append(']');
    }
  }

  private static void append(StringBuilder out, LogEvidence evidence) {
    out.append("{\"index\":").append(evidence.index()).append(",\"proof\":[");
    append(out, evidence.proof());
    out.append("],\"checkpoint\":\"")
        .append(JsonStringEncoder.getInstance().quoteAsString(evidence.checkpoint().note()))
        .append("\",\"timestamp\":");
    append(out, evidence.timestamp());
    appendRenewals(out, evidence.renewals());
    out.append('}');
  }

  private static void append(StringBuilder out, Optional<TimestampToken> token) {
    token.ifPresentOrElse(
        it -> out.append('"').append(Base64.getEncoder().encodeToString(it.der())).append('"'),
        () -> out.append("null"));
  }

  private static void append(StringBuilder out, List<byte[]> values) {
    String separator = "";
    for (byte[] each : values) {
      out.append(separator).append('"').append(Base64.getEncoder().encodeToString(each));
      out.append('"');
      separator = ",";
    }
  }
}
