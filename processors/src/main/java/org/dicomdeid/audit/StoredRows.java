/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.receipt.Sha256;

/**
 * What the store keeps beside a receipt and the receipt does not say itself: when it was written,
 * its rows in the ledger, and what its UIDs are found by. The receipt names the digest, so that
 * none of it can be changed, removed or added later.
 */
final class StoredRows {

  private StoredRows() {}

  /**
   * The digest: SHA-256 of lines in the order of their characters, each with a line feed.
   *
   * @param created to the millisecond
   */
  static String digest(Instant created, List<LedgerEntry> deliveries, List<String> lookup) {
    List<String> lines = new ArrayList<>(deliveries.size() + lookup.size() + 1);
    lines.add("created " + created);
    for (LedgerEntry each : deliveries) {
      lines.add("ledger " + each.destination() + " " + each.deliveredAt());
    }
    for (String each : lookup) {
      lines.add("lookup " + each);
    }
    lines.sort(null);
    return Sha256.hex((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
