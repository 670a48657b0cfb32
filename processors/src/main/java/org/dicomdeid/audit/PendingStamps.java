/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.TimestampToken;

/** Fills in tokens that were missing when their receipts were committed. */
final class PendingStamps {

  private final ReceiptTable table;
  private final Stamping stamping;

  PendingStamps(ReceiptTable table, Stamping stamping) {
    this.table = table;
    this.stamping = stamping;
  }

  /** Stamps until nothing is pending the authority fails once, or the log closes. */
  List<ReceiptTable.Row> stampAll() throws SQLException, IOException {
    List<ReceiptTable.Row> stamped = new ArrayList<>();
    long after = 0;
    while (true) {
      List<ReceiptTable.Row> rows = table.pending(after);
      for (ReceiptTable.Row row : rows) {
        if (stamping.isStopped()) {
          return stamped;
        }
        TimestampToken token = stamping.stamp(row.envelope());
        if (token == null) {
          return stamped;
        }
        table.stamp(row.sequence(), token);
        stamped.add(
            new ReceiptTable.Row(row.sequence(), row.digest(), row.envelope(), Optional.of(token)));
        after = row.sequence();
      }
      if (rows.isEmpty()) {
        return stamped;
      }
    }
  }
}
