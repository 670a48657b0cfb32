/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.receipt.Renewal;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps anew what is stamped, before the authority's certificate ends or its digest is broken. It
 * goes through the receipts a part at a time, and remembers where it was.
 */
final class Renewals {

  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

  /** What is looked at in one turn, so that pending stamps do not wait long. */
  private static final int LOOKED_AT = 20_000;

  private static final int RENEWED = 1_000;

  private final RenewalTable table;
  private final TimestampAuthority authority;
  private long after;
  private boolean told;

  Renewals(RenewalTable table, TimestampAuthority authority) {
    this.table = table;
    this.authority = authority;
  }

  /**
   * What one turn did.
   *
   * @param done whether the last receipt was reached; the next turn begins with the first
   */
  record Turn(int renewed, boolean done) {}

  Turn run(RenewalPolicy policy, Instant now) throws SQLException, IOException {
    int renewed = 0;
    int looked = 0;
    try {
      while (looked < LOOKED_AT && renewed < RENEWED) {
        List<ReceiptTable.Row> rows = table.page(after);
        if (rows.isEmpty()) {
          after = 0;
          return new Turn(renewed, true);
        }
        for (ReceiptTable.Row row : rows) {
          renewed += renew(row, policy, now) ? 1 : 0;
          after = row.sequence();
          looked++;
        }
      }
      return new Turn(renewed, false);
    } catch (TimestampException e) {
      tell(e);
      // Tried again with the next scan, from the start.
      after = 0;
      return new Turn(renewed, true);
    } finally {
      if (renewed > 0) {
        table.flush();
      }
    }
  }

  private void tell(TimestampException e) {
    if (!told) {
      LOG.warn("Time stamps cannot be renewed: {}", e.getMessage());
    }
    told = true;
  }

  private boolean renew(ReceiptTable.Row row, RenewalPolicy policy, Instant now)
      throws SQLException, TimestampException {
    List<TimestampToken> tokens = new ArrayList<>();
    tokens.add(row.token().orElseThrow());
    tokens.addAll(table.of(row.sequence()));
    TimestampToken last = tokens.get(tokens.size() - 1);
    if (!Renewal.isDue(last, now.plus(policy.before()), policy.weakDigests())) {
      return false;
    }
    TimestampToken next = Renewal.stamp(authority, row.envelope(), tokens, policy.weakDigests());
    table.add(row.sequence(), tokens.size(), next);
    return true;
  }
}
