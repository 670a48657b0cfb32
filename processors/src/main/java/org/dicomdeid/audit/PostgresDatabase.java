/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The schema {@code dicom_deid} of a PostgreSQL data base. The role that works with it may neither
 * own the tables nor change a row of them; {@code afterMigrate.sql} says what it may.
 *
 * <p>One process writes at a time. The lock is held by the writing connection itself, so that it is
 * never lost without the connection, as it could be if another one held it.
 */
final class PostgresDatabase implements Database {

  static final String SCHEMA = "dicom_deid";

  /** Of the advisory lock: "dicm" and "deid" as numbers. */
  private static final String LOCK = "select pg_advisory_lock(1684628333, 1684367716)";

  /**
   * synchronous_commit: whatever the server's configuration says, an acknowledged receipt is on the
   * disk. tcp_keepalives: of a machine that died the server keeps the connection, and the lock, for
   * two hours otherwise. lock_timeout: a process that was just killed gives its lock back in a
   * moment.
   */
  private static final String WRITER =
      "set synchronous_commit = on; set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10;"
          + " set tcp_keepalives_count = 3; set lock_timeout = '3s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Longer than any statement takes; a server that hangs must not hold the log up for ever. */
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private final PGSimpleDataSource source;

  private PostgresDatabase(PGSimpleDataSource source) {
    this.source = source;
  }

  /**
   * Opens it as the role of the service.
   *
   * @throws AuditException when it cannot be reached, its schema is not of this release, or the
   *     role could change what is written
   */
  static PostgresDatabase open(PostgresAccess access) throws AuditException {
    PGSimpleDataSource source = source(access);
    try (Connection connection = source.getConnection()) {
      Migrations.requireNewest(connection);
      requireHarmless(connection);
      return new PostgresDatabase(source);
    } catch (SQLException e) {
      throw cannotOpen(e);
    }
  }

  /**
   * Makes the schema or brings it up to date, as the role that owns it.
   *
   * @param application the role of the service
   */
  static void migrate(PostgresAccess owner, String application) throws AuditException {
    PostgresAccess.requireRole(application);
    if (owner.role().equals(application)) {
      throw new AuditException(
          "the role of the service must not own the tables, for an owner can change what is"
              + " written: name another role as the owner");
    }
    PGSimpleDataSource source = source(owner);
    try {
      Migrations.runOnPostgres(source, SCHEMA, application);
    } catch (SQLException e) {
      throw cannotOpen(e);
    }
  }

  private static PGSimpleDataSource source(PostgresAccess access) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(access.url());
    source.setUser(access.role());
    source.setPassword(access.password());
    source.setCurrentSchema(SCHEMA);
    source.setApplicationName("dicom-deid");
    source.setReWriteBatchedInserts(true);
    source.setTcpKeepAlive(true);
    source.setConnectTimeout((int) CONNECT.toSeconds());
    source.setSocketTimeout((int) ANSWER.toSeconds());
    // Else messages of exceptions repeat the values of rows.
    source.setLogServerErrorDetail(false);
    return source;
  }

  private static AuditException cannotOpen(SQLException e) {
    // Not the server's message, which repeats names of hosts and roles.
    return new AuditException(
        "the audit store cannot be opened, SQL state "
            + e.getSQLState()
            + ": check dicom-deid.store.url, user and password, and that the server runs",
        e);
  }

  private static void requireHarmless(Connection connection) throws SQLException, AuditException {
    String mighty =
        "select bool_or(pg_has_role(current_user, c.relowner, 'member')"
            + " or has_table_privilege(c.oid, 'delete, truncate, trigger'))"
            + " from pg_catalog.pg_class c where c.relnamespace = '"
            + SCHEMA
            + "'::regnamespace and c.relkind = 'r'";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(mighty)) {
      row.next();
      if (row.getBoolean(1)) {
        throw new AuditException(
            "the role of dicom-deid.store.user could change or remove receipts (it owns the tables,"
                + " or is a superuser): make a role of its own for the service, and run"
                + " 'dicom-deid audit migrate'");
      }
    }
  }

  @Override
  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  @Override
  public Connection connectToWrite() throws SQLException, StoreInUseException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(WRITER);
      statement.execute(LOCK);
      statement.execute("set lock_timeout = 0");
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new StoreInUseException(e);
      }
      throw e;
    }
  }

  /** A commit is on the disk when it returns. */
  @Override
  public void flush(Connection connection) {}

  @Override
  public void sync(Connection connection) {}

  /**
   * All but classes 22 and 23, a value or a constraint: a server comes back, disks are emptied,
   * rights are given back, and the transaction is gone in any case.
   */
  @Override
  public boolean isLostConnection(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return !state.startsWith("22") && !state.startsWith("23");
  }

  @Override
  public void abandon() {}

  @Override
  public void close() {}
}
