/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.dicomdeid.receipt.Claims;

/** Makes what receipts of an earlier release are found by: it follows from them. */
final class SearchRows {

  private static final int PAGE = 1024;

  private SearchRows() {}

  /**
   * Adds the rows that are missing behind the last one.
   *
   * @param end number of the last receipt
   */
  static void complete(ReceiptTable table, long end) throws SQLException, AuditException {
    long done = table.searchable();
    try {
      while (done < end) {
        List<ReceiptTable.Row> page = table.range(done + 1, Math.min(end, done + PAGE));
        for (ReceiptTable.Row row : page) {
          Claims claims = Claims.of(row.envelope());
          table.addSearch(row.sequence(), claims.outcome(), claims.policy(), claims.input());
        }
        table.commit();
        done += PAGE;
      }
    } catch (IOException e) {
      throw new LogDamagedException("A receipt cannot be read: " + e.getMessage() + ".");
    }
  }
}
