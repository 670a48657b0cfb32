/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
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
   * Stamps until nothing is pending, the authority fails, or the log closes: receipts one by one
   * where they get tokens of their own, then the last checkpoint, which covers all before it.
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
      int from = 0;
      while (from < rows.size()) {
        // The first alone, for it may be asked of an authority that rests; the others if it is up.
        int to = from == 0 ? 1 : Math.min(rows.size(), from + stamping.width());
        List<ReceiptTable.Row> some = rows.subList(from, to);
        if (stamping.isStopped() || !stampSome(some)) {
          return false;
        }
        after = some.get(some.size() - 1).sequence();
        from = to;
      }
      if (rows.isEmpty()) {
        return true;
      }
    }
  }

  /** Whether all of them were. */
  private boolean stampSome(List<ReceiptTable.Row> rows) throws SQLException {
    List<byte[]> signatures = rows.stream().map(it -> it.envelope().signature()).toList();
    List<TimestampToken> tokens =
        rows.size() == 1
            ? Collections.singletonList(stamping.stamp(signatures.get(0)))
            : stamping.stampLate(signatures);
    boolean all = true;
    for (int i = 0; i < rows.size(); i++) {
      if (tokens.get(i) == null) {
        all = false;
      } else {
        table.stamp(rows.get(i).sequence(), tokens.get(i));
      }
    }
    return all;
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
