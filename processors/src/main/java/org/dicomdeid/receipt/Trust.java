/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verifier believes beforehand: keys and CAs that it got from the site, not from a receipt.
 *
 * @param keys that sign receipts
 * @param timestampCas certificates (DER) of CAs of time-stamping authorities
 */
public record Trust(List<VerificationKey> keys, List<byte[]> timestampCas) {

  public Trust {
    keys = List.copyOf(keys);
    timestampCas = List.copyOf(timestampCas);
  }

  /** Nothing: only what a receipt says about itself can be checked. */
  public static Trust none() {
    return new Trust(List.of(), List.of());
  }

  /** The keys of this site. */
  public static Trust of(KeyFolder keys) throws KeyException {
    return new Trust(keys.trustedKeys(), keys.trustedTimestampCas());
  }

  /** This, and further CAs: those of an outside authority. */
  public Trust withTimestampCas(List<byte[]> more) {
    List<byte[]> all = new ArrayList<>(timestampCas);
    all.addAll(more);
    return new Trust(keys, all);
  }
}
