/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.api.Trigger;

/**
 * Refuses every UPDATE and DELETE but the one that fills in a pending time stamp. H2 makes it by
 * its name, which stands in a migration: keep both.
 */
public final class AppendOnly implements Trigger {

  private static final int STAMPED_COLUMNS = 2;

  private boolean stampable;

  /** Made by H2. */
  public AppendOnly() {}

  @Override
  public void init(
      Connection connection,
      String schema,
      String trigger,
      String table,
      boolean before,
      int type) {
    stampable = "receipt".equalsIgnoreCase(table);
  }

  @Override
  public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
    if (!stampable || before == null || after == null || !isStamp(before, after)) {
      // 45000: unhandled user-defined exception, SQL/PSM.
      throw new SQLException("the audit store is append-only", "45000");
    }
  }

  /** The columns of the token come last, see V1. */
  private static boolean isStamp(Object[] before, Object[] after) throws SQLException {
    int fixed = before.length - STAMPED_COLUMNS;
    for (int i = 0; i < fixed; i++) {
      if (!same(before[i], after[i])) {
        return false;
      }
    }
    for (int i = fixed; i < before.length; i++) {
      if (before[i] != null || after[i] == null) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Object before, Object after) throws SQLException {
    if (before instanceof Clob left && after instanceof Clob right) {
      return text(left).equals(text(right));
    }
    return Objects.equals(before, after);
  }

  private static String text(Clob clob) throws SQLException {
    return clob.getSubString(1, (int) Math.min(clob.length(), Integer.MAX_VALUE));
  }
}
