/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An H2 data base, a file as a rule; one process has it open at a time. */
final class H2Database implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * retry: reads by a thread that is interrupted do not close the file for all others.
   * DB_CLOSE_ON_EXIT: the log closes it, after its last commit. LOBs: receipts stand in their rows.
   * MAX_COMPACT_TIME: milliseconds that a command may spend on it at its end.
   *
   * <p>WRITE_DELAY=0 would write each commit at once, but it also stops the thread that gives space
   * back, and the file then grows by 50 KB a receipt; {@link #flush} writes instead.
   */
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=65536;MAX_COMPACT_TIME=50";

  private final JdbcDataSource source;

  /** H2 closes a data base with its last connection, and opening it is slow. */
  private final Connection keptOpen;

  private H2Database(JdbcDataSource source, Connection keptOpen) {
    this.source = source;
    this.keptOpen = keptOpen;
  }

  /** The JDBC URL of a file, named without its suffix. */
  static String url(String file) {
    return "jdbc:h2:retry:" + file + SETTINGS;
  }

  /**
   * Opens it and brings its schema up to date.
   *
   * @param own whether it is a file of this project and nobody else's
   */
  static H2Database open(String url, String user, String password, boolean own)
      throws AuditException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser(user);
    source.setPassword(password);
    Connection connection = null;
    try {
      connection = source.getConnection();
      Migrations.runOnH2(source, own);
      return new H2Database(source, connection);
    } catch (SQLException e) {
      closeQuietly(connection, e);
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        throw new StoreInUseException(e);
      }
      throw new AuditException("the audit store cannot be opened: " + e.getErrorCode(), e);
    } catch (AuditException e) {
      closeQuietly(connection, e);
      throw e;
    }
  }

  @Override
  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  /** The process that has the file open is the only one. */
  @Override
  public Connection connectToWrite() throws SQLException {
    return source.getConnection();
  }

  /** H2 writes half a second later, and a killed process would lose what it acknowledged. */
  @Override
  public void flush(Connection connection) throws SQLException {
    try (PreparedStatement checkpoint = connection.prepareStatement("checkpoint")) {
      checkpoint.execute();
    }
  }

  @Override
  public void sync(Connection connection) throws SQLException {
    try (PreparedStatement checkpoint = connection.prepareStatement("checkpoint sync")) {
      checkpoint.execute();
    }
  }

  /** After an error of its file H2 may never return: nothing is tried again. */
  @Override
  public boolean isLostConnection(SQLException failure) {
    return false;
  }

  /** In a thread of its own, for a data base whose file failed may never answer. */
  @Override
  public void abandon() {
    Thread thread =
        new Thread(
            () -> {
              try (Statement statement = keptOpen.createStatement()) {
                statement.execute("shutdown immediately");
              } catch (SQLException e) {
                LOG.debug("the failed audit store did not shut down: {}", e.getErrorCode());
              }
            },
            "audit-store-abandon");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws SQLException {
    keptOpen.close();
  }

  private static void closeQuietly(Connection connection, Exception reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
