/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.dicomdeid.receipt.TimestampException.Fault;

/**
 * An RFC 3161 time-stamp token.
 *
 * @param der the token, a CMS SignedData (not the response around it); not copied
 * @param time what the authority states
 */
@SuppressWarnings("ArrayRecordComponent")
public record TimestampToken(byte[] der, Instant time) {

  /**
   * Checks that the token is about these bytes and as its authority signed it, and that it states
   * {@link #time}. Whether the authority is trusted is another question: {@link ReceiptVerifier}.
   */
  public void requireStampOf(byte[] data) throws TimestampException {
    TokenCheck check = TokenCheck.of(der);
    check.requireImprintOf(data);
    check.requireSignature(List.of());
    if (!check.time().truncatedTo(ChronoUnit.MILLIS).equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw new TimestampException(Fault.WRONG_TIME, "it states another time");
    }
  }
}
