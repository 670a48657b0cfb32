/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dicomdeid.receipt.TimestampException.Fault;

/**
 * A time stamp over all that was stamped before, as RFC 4998 section 5 asks, in a form that openssl
 * checks: the SHA-512 of what it is about, the first token and all renewals so far, one after the
 * other. Of a receipt's own time stamp, that is what was signed (DSSE's pre-authentication
 * encoding) and the signature; of a checkpoint's, the note.
 */
public final class Renewal {

  private Renewal() {}

  /**
   * Whether a token is to be renewed.
   *
   * @param end its authority's certificate must be valid for longer
   * @param weakDigests JCA names of digests by which it must not be
   */
  public static boolean isDue(TimestampToken token, Instant end, Set<String> weakDigests)
      throws TimestampException {
    TokenCheck check = TokenCheck.of(token.der());
    return check.expires(List.of()).isBefore(end) || weakDigests.contains(check.digestName());
  }

  /** What the own time stamp of a receipt is about, as far as renewals go. */
  public static byte[] of(Envelope envelope) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Envelope.toSign(envelope.payload()));
    all.writeBytes(envelope.signature());
    return all.toByteArray();
  }

  /**
   * The next token.
   *
   * @param about {@link #of} an envelope, or a checkpoint's note
   * @param tokens so far, oldest first
   * @param weakDigests as in {@link #isDue}
   * @throws TimestampException also when it would be no better than the last, as it ends no later
   *     and its digest is no other: then the authority needs a new certificate first
   */
  public static TimestampToken stamp(
      TimestampAuthority authority,
      byte[] about,
      List<TimestampToken> tokens,
      Set<String> weakDigests)
      throws TimestampException {
    TimestampToken next =
        authority.renew(data(about, tokens.stream().map(TimestampToken::der).toList()));
    TokenCheck last = TokenCheck.of(tokens.get(tokens.size() - 1).der());
    TokenCheck made = TokenCheck.of(next.der());
    boolean stronger =
        weakDigests.contains(last.digestName()) && !weakDigests.contains(made.digestName());
    if (!stronger && !made.expires(List.of()).isAfter(last.expires(List.of()))) {
      throw new TimestampException(
          Fault.EXPIRED_CERTIFICATE,
          "the authority's own certificate ends no later than that of the stamps that are to be"
              + " renewed: give it a new one, or name another authority");
    }
    return next;
  }

  /**
   * Checks that each renewal is over all before it, as its authority signed it, and no earlier.
   *
   * @param about as in {@link #stamp}
   * @param tokens the first one, which is not checked, and its renewals, oldest first
   */
  public static void requireAll(byte[] about, List<TimestampToken> tokens)
      throws TimestampException {
    List<byte[]> before = new ArrayList<>();
    before.add(tokens.get(0).der());
    for (int i = 1; i < tokens.size(); i++) {
      TimestampToken next = tokens.get(i);
      next.requireStampOf(data(about, before));
      if (next.time().isBefore(tokens.get(i - 1).time())) {
        throw new TimestampException(Fault.WRONG_TIME, "it is older than what it renews");
      }
      before.add(next.der());
    }
  }

  /**
   * Checks that a time stamp still holds: a token proves something as long as its certificate is
   * valid, or until the next took over before.
   *
   * @param about as in {@link #stamp}
   * @param first the time stamp, which is checked already
   * @param renewals of it, oldest first
   * @return until when it holds
   */
  static Instant requireInTime(
      byte[] about, byte[] first, List<byte[]> renewals, List<byte[]> certificates, Trust trust)
      throws TimestampException {
    List<byte[]> before = new ArrayList<>();
    before.add(first);
    TokenCheck last = TokenCheck.of(first);
    for (byte[] der : renewals) {
      TokenCheck next = TokenCheck.of(der);
      next.requireImprintOf(data(about, before));
      next.requireSignature(certificates);
      next.requireChain(certificates, trust.timestampCas());
      if (next.time().isBefore(last.time()) || next.time().isAfter(last.expires(certificates))) {
        throw new TimestampException(
            Fault.EXPIRED_CERTIFICATE, "a renewal came after what it renews had ended");
      }
      before.add(der);
      last = next;
    }
    Instant end = last.expires(certificates);
    if (end.isBefore(Instant.now())) {
      throw new TimestampException(
          Fault.EXPIRED_CERTIFICATE,
          "the authority's certificate ended at " + end + ", and no renewal came before");
    }
    return end;
  }

  /** What a renewal is over. */
  static byte[] data(byte[] about, List<byte[]> tokens) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(about);
    tokens.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
