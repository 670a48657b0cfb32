/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Receipts of a site that exists for one test. */
final class SignedReceipts {

  static final String STORE = "0123456789abcdef0123456789abcdef";

  final KeyFolder keys;
  final EmbeddedTimestampAuthority authority;

  SignedReceipts(Path folder) throws Exception {
    keys = KeyFolder.open(folder);
    authority = keys.timestampAuthority();
  }

  Receipt receipt(Operation operation, long sequence, String previous) throws Exception {
    Envelope envelope = keys.signingKey().sign(operation, sequence, previous, STORE);
    return of(envelope, sequence, authority.stamp(envelope.signature()));
  }

  Receipt of(Envelope envelope, long sequence, TimestampToken token) throws KeyException {
    return new Receipt(
        sequence,
        envelope.digest(),
        envelope,
        Optional.ofNullable(token),
        keys.signingKey().publicKey().der(),
        List.copyOf(authority.certificates()),
        Optional.empty());
  }

  Trust trust() throws KeyException {
    return Trust.of(keys);
  }
}
