/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the data bases that can hold a store. */
interface Database {

  /** A connection to read by. */
  Connection connect() throws SQLException;

  /**
   * The connection to write by: there is one at a time, among all processes. It lasts as long as
   * the connection does.
   *
   * @throws StoreInUseException when another process has it
   */
  Connection connectToWrite() throws SQLException, StoreInUseException;

  /** What was committed on this connection is on the disk when this returns. */
  void flush(Connection connection) throws SQLException;

  /** What was committed on this connection outlasts a loss of power when this returns. */
  void sync(Connection connection) throws SQLException;

  /** Whether another connection may well succeed where this one failed. */
  boolean isLostConnection(SQLException failure);

  /** Lets go of a data base that failed, without writing. */
  void abandon();

  /** Ends the connections that are the store's own. */
  void close() throws SQLException;
}
