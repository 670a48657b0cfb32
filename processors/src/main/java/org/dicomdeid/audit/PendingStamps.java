/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.TimestampToken;

/** Fills in tokens that were missing when their receipts were committed. */
final class PendingStamps {

  private final ReceiptTable table;
  private final Stamping stamping;

  PendingStamps(ReceiptTable table, Stamping stamping) {
    this.table = table;
    this.stamping = stamping;
  }

  /** Stamps until nothing is pending, the authority fails, or the log closes. */
  List<ReceiptTable.Row> stampAll() throws SQLException, IOException {
    List<ReceiptTable.Row> stamped = new ArrayList<>();
    long after = 0;
    while (true) {
      List<ReceiptTable.Row> rows = table.pending(after);
      int from = 0;
      while (from < rows.size()) {
        // The first alone, for it may be asked of an authority that rests; the others if it is up.
        int to = from == 0 ? 1 : Math.min(rows.size(), from + stamping.width());
        List<ReceiptTable.Row> some = rows.subList(from, to);
        if (stamping.isStopped() || !stampSome(some, stamped)) {
          return stamped;
        }
        after = some.get(some.size() - 1).sequence();
        from = to;
      }
      if (rows.isEmpty()) {
        return stamped;
      }
    }
  }

  /** Whether all of them were. */
  private boolean stampSome(List<ReceiptTable.Row> rows, List<ReceiptTable.Row> stamped)
      throws SQLException {
    List<Envelope> envelopes = rows.stream().map(ReceiptTable.Row::envelope).toList();
    List<TimestampToken> tokens =
        rows.size() == 1
            ? Collections.singletonList(stamping.stamp(envelopes.get(0)))
            : stamping.stampLate(envelopes);
    boolean all = true;
    for (int i = 0; i < rows.size(); i++) {
      ReceiptTable.Row row = rows.get(i);
      TimestampToken token = tokens.get(i);
      if (token == null) {
        all = false;
        continue;
      }
      table.stamp(row.sequence(), token);
      stamped.add(
          new ReceiptTable.Row(row.sequence(), row.digest(), row.envelope(), Optional.of(token)));
    }
    return all;
  }
}
