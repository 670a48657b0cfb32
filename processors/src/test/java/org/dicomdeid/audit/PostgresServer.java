/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server for the tests of one JVM, with the two roles that the documentation asks
 * for; it ends with the JVM. Each test has a data base of its own, copied from one that was
 * migrated once.
 */
public final class PostgresServer {

  public static final String OWNER = "deid_owner";
  public static final String APPLICATION = "deid";
  public static final String OWNER_PASSWORD = "owner-secret";
  public static final String APPLICATION_PASSWORD = "application-secret";

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static EmbeddedPostgres server;

  private PostgresServer() {}

  /** A new store, migrated, as the role of the service reaches it. */
  public static synchronized PostgresAccess newStore() throws Exception {
    return copy(TEMPLATE, "store_" + NUMBER.incrementAndGet());
  }

  /** A new data base, owned by the owner's role, with nothing in it. */
  public static synchronized PostgresAccess emptyDatabase() throws Exception {
    return copy("template0", "empty_" + NUMBER.incrementAndGet());
  }

  /** A copy of a store that nobody has open. */
  public static synchronized PostgresAccess copyOf(PostgresAccess store) throws Exception {
    return copy(database(store), "copy_" + NUMBER.incrementAndGet());
  }

  private static PostgresAccess copy(String template, String name) throws Exception {
    start();
    execute(
        server.getPort(),
        "postgres",
        "create database " + name + " template " + template + " owner " + OWNER);
    return access(name, APPLICATION, APPLICATION_PASSWORD);
  }

  /** The same store as its owner reaches it. */
  public static PostgresAccess owner(PostgresAccess store) {
    return new PostgresAccess(store.url(), OWNER, OWNER_PASSWORD);
  }

  /** A connection as the server's administrator, whom nothing holds back. */
  public static Connection administrator(PostgresAccess store) throws SQLException {
    return DriverManager.getConnection(store.url() + "?currentSchema=dicom_deid", "postgres", "");
  }

  /** A connection as the role of the service, without any code of the service. */
  public static Connection application(PostgresAccess store) throws SQLException {
    return DriverManager.getConnection(
        store.url() + "?currentSchema=dicom_deid", store.role(), store.password());
  }

  /** Where the server listens, on this machine. */
  public static synchronized int port() throws Exception {
    start();
    return server.getPort();
  }

  static String database(PostgresAccess store) {
    return store.url().substring(store.url().lastIndexOf('/') + 1);
  }

  private static PostgresAccess access(String database, String role, String password) {
    return new PostgresAccess(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database, role, password);
  }

  private static void start() throws Exception {
    if (server != null) {
      return;
    }
    // Nothing here outlives the server, so nothing has to be on the disk.
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    makeRoles(server.getPort());
    execute(server.getPort(), "postgres", "create database " + TEMPLATE + " owner " + OWNER);
    AuditStore.migrate(access(TEMPLATE, OWNER, OWNER_PASSWORD), APPLICATION);
  }

  /** The roles, on any server whose administrator has no password. */
  static void makeRoles(int port) throws SQLException {
    execute(port, "postgres", "create role " + OWNER + " login password '" + OWNER_PASSWORD + "'");
    execute(
        port,
        "postgres",
        "create role " + APPLICATION + " login password '" + APPLICATION_PASSWORD + "'");
  }

  /** Runs a statement as the server's administrator. */
  static void execute(int port, String database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
