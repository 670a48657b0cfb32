/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.TimestampToken;

/** Gets the tokens that were missing when their receipts were committed. */
final class PendingStamps {

  private final ReceiptTable table;
  private final Stamping stamping;
  private final boolean each;

  /**
   * @param each whether receipts get tokens of their own too
   */
  PendingStamps(ReceiptTable table, Stamping stamping, boolean each) {
    this.table = table;
    this.stamping = stamping;
    this.each = each;
  }

  /**
   * Stamps until nothing is pending, the authority fails once, or the log closes: receipts one by
   * one where they get tokens of their own, then the last checkpoint, which covers all before it.
   *
   * @return how many receipts have evidence of their time by it
   */
  long stampAll() throws SQLException, IOException {
    long before = table.waiting().receipts();
    if (!each || stampReceipts()) {
      stampCheckpoint();
    }
    return Math.max(0, before - table.waiting().receipts());
  }

  /** Whether none is left. */
  private boolean stampReceipts() throws SQLException, IOException {
    long after = table.stampedSize();
    while (true) {
      List<ReceiptTable.Row> rows = table.pending(after);
      for (ReceiptTable.Row row : rows) {
        TimestampToken token =
            stamping.isStopped() ? null : stamping.stamp(row.envelope().signature());
        if (token == null) {
          return false;
        }
        table.stamp(row.sequence(), token);
        after = row.sequence();
      }
      if (rows.isEmpty()) {
        return true;
      }
    }
  }

  private void stampCheckpoint() throws SQLException, IOException {
    Optional<LogTable.Kept> last = table.lastCheckpoint();
    if (last.isEmpty() || last.get().token().isPresent() || stamping.isStopped()) {
      return;
    }
    TimestampToken token = stamping.stamp(last.get().note().bytes());
    if (token != null) {
      table.stampCheckpoint(last.get().note().checkpoint().size(), token);
    }
  }
}
