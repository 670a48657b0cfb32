/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A table whose connection is made anew after it was lost, as it is when a server restarts. Not
 * safe for threads.
 */
final class LastingTable implements AutoCloseable {

  private final Database database;
  private ReceiptTable table;

  LastingTable(Database database) throws SQLException {
    this.database = database;
    this.table = new ReceiptTable(database, database.connect());
  }

  /** What is asked of a table. */
  interface Query<T> {
    T run(ReceiptTable table) throws SQLException, IOException;
  }

  /** Runs it, and once more when the connection turns out to be lost: it must bear that. */
  <T> T run(Query<T> query) throws SQLException, IOException {
    try {
      return query.run(table);
    } catch (SQLException e) {
      if (!database.isLostConnection(e)) {
        throw e;
      }
      closeQuietly(table, e);
      Connection anew = database.connect();
      table = new ReceiptTable(database, anew);
      return query.run(table);
    }
  }

  static void closeQuietly(ReceiptTable lost, SQLException reason) {
    try {
      lost.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    table.close();
  }
}
