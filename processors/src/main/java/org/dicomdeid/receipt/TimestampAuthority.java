/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.List;

/** Who states that data existed at a time (RFC 3161); implementations are safe for threads. */
public interface TimestampAuthority {

  /** A token over the SHA-256 of {@code data}, whose imprint and signature have been checked. */
  TimestampToken stamp(byte[] data) throws TimestampException;

  /** As {@link #stamp}, by SHA-512: what is to hold for longer. */
  TimestampToken renew(byte[] data) throws TimestampException;

  /**
   * Certificates (DER) that a receipt carries so that the token's chain can be built; may be empty.
   */
  List<byte[]> certificates();

  /** How it does, or each of several in order of preference. */
  default List<AuthorityState> states() {
    return List.of();
  }

  /** How many requests may be under way at once: 1 where a request is only arithmetic. */
  default int parallelRequests() {
    return 1;
  }
}
