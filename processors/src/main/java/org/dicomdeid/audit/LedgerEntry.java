/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One delivery of an operation's output; the rest of the ledger's row is in the operation.
 *
 * @param destination one of the operation's destinations
 */
public record LedgerEntry(String destination, Instant deliveredAt) {

  public LedgerEntry {
    Objects.requireNonNull(destination, "destination");
    // As the store keeps it on every data base.
    deliveredAt = deliveredAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
