/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a verifier believes beforehand: keys and CAs that it got from the site, not from a receipt.
 *
 * @param keys that sign receipts
 * @param timestampCas certificates (DER) of CAs of time-stamping authorities
 * @param revocations from when on receipts by a key are not good, by its id
 */
public record Trust(
    List<VerificationKey> keys, List<byte[]> timestampCas, Map<String, Instant> revocations) {

  public Trust {
    keys = List.copyOf(keys);
    timestampCas = List.copyOf(timestampCas);
    revocations = Map.copyOf(revocations);
  }

  /** Keys of which none is revoked. */
  public Trust(List<VerificationKey> keys, List<byte[]> timestampCas) {
    this(keys, timestampCas, Map.of());
  }

  /** Nothing: only what a receipt says about itself can be checked. */
  public static Trust none() {
    return new Trust(List.of(), List.of());
  }

  /** The keys of this site. */
  public static Trust of(KeyFolder keys) throws KeyException {
    return new Trust(keys.trustedKeys(), keys.trustedTimestampCas(), keys.revocations());
  }

  /** This, and further CAs: those of an outside authority. */
  public Trust withTimestampCas(List<byte[]> more) {
    List<byte[]> all = new ArrayList<>(timestampCas);
    all.addAll(more);
    return new Trust(keys, all, revocations);
  }
}
