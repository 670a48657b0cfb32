/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.dicomdeid.receipt.OwnerOnly;

/**
 * The data base that holds receipts and ledger: an H2 file in the data folder, which one process
 * has open at a time, or a schema on a PostgreSQL server, which one process writes at a time.
 */
public final class AuditStore implements AutoCloseable {

  private static final String FILE = "audit";
  private static final String ID_FILE = "audit.id";
  private static final String CHECKPOINT_FILE = "audit.checkpoint";

  private final Database database;
  private final String storeId;
  private final Optional<Path> dataFolder;
  private volatile boolean abandoned;

  private AuditStore(Database database, String storeId, Optional<Path> dataFolder) {
    this.database = database;
    this.storeId = storeId;
    this.dataFolder = dataFolder;
  }

  /** Whether a data folder has, or had, a store. */
  public static boolean isIn(Path dataFolder) {
    return Files.exists(dataFolder.resolve(ID_FILE));
  }

  /** As {@link #open(Path)}, or on a PostgreSQL server when there is one. */
  public static AuditStore open(Path dataFolder, Optional<PostgresAccess> server)
      throws AuditException {
    return server.isPresent() ? open(dataFolder, server.get()) : open(dataFolder);
  }

  /**
   * Opens the store of a data folder and makes it when it is missing, for its owner only.
   *
   * @throws StoreInUseException when another process has it open
   */
  public static AuditStore open(Path dataFolder) throws AuditException {
    Path onDisk = dataFolder.resolve(FILE + ".mv.db");
    boolean isNew = Files.notExists(onDisk);
    createFolder(dataFolder);
    if (isNew && isIn(dataFolder)) {
      throw lost(onDisk.toString(), dataFolder);
    }
    String file = dataFolder.toAbsolutePath().resolve(FILE).toString();
    AuditStore store =
        open(H2Database.open(H2Database.url(file), "sa", "", true), Optional.of(dataFolder));
    if (isNew) {
      restrict(onDisk, store);
    }
    checkIdentity(store, onDisk.toString(), dataFolder);
    return store;
  }

  /**
   * Opens the store on a PostgreSQL server; {@link #migrate} made it.
   *
   * @param dataFolder notes which store it has, as it does with a file
   */
  public static AuditStore open(Path dataFolder, PostgresAccess server) throws AuditException {
    createFolder(dataFolder);
    AuditStore store = open(PostgresDatabase.open(server), Optional.of(dataFolder));
    checkIdentity(store, "the store on the PostgreSQL server", dataFolder);
    return store;
  }

  /**
   * Makes the schema on a PostgreSQL server, or brings it up to date, and says anew what the role
   * of the service may.
   *
   * @param owner the role that owns the tables; the service does not need it
   * @param application the role of the service
   */
  public static void migrate(PostgresAccess owner, String application) throws AuditException {
    PostgresDatabase.migrate(owner, application);
  }

  /** Opens an H2 store by its JDBC URL. */
  static AuditStore open(String jdbcUrl, String user, String password) throws AuditException {
    return open(H2Database.open(jdbcUrl, user, password, false), Optional.empty());
  }

  private static AuditStore open(Database database, Optional<Path> dataFolder)
      throws AuditException {
    try (Connection connection = database.connect()) {
      String name = name(connection);
      if (name != null) {
        return new AuditStore(database, name, dataFolder);
      }
      throw new AuditException("the audit store has no name: restore it from your backup");
    } catch (SQLException e) {
      database.abandon();
      throw new AuditException("the audit store cannot be read, SQL state " + e.getSQLState(), e);
    }
  }

  /** What receipts call the store; null when it does not say. */
  static String name(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from store")) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static void createFolder(Path dataFolder) throws AuditException {
    try {
      OwnerOnly.createFolder(dataFolder);
    } catch (IOException e) {
      throw new AuditException(
          "the audit store in "
              + dataFolder
              + " cannot be made: check that this user may write there",
          e);
    }
  }

  /** Notes which store the folder has, so that a lost or emptied one is not replaced in silence. */
  private static void checkIdentity(AuditStore store, String where, Path dataFolder)
      throws AuditException {
    Path idFile = dataFolder.resolve(ID_FILE);
    try {
      if (Files.notExists(idFile)) {
        Files.writeString(idFile, store.storeId() + "\n");
        OwnerOnly.restrict(idFile);
        return;
      }
      if (Files.readString(idFile).strip().equals(store.storeId())) {
        return;
      }
    } catch (IOException e) {
      store.close();
      throw new AuditException(idFile + " cannot be read or written", e);
    }
    store.close();
    throw lost(where, dataFolder);
  }

  private static AuditException lost(String where, Path dataFolder) {
    return new AuditException(
        where
            + " is missing, or is not the store that "
            + dataFolder.resolve(ID_FILE)
            + " names, so receipts are lost: restore it from your backup; to begin a new store on"
            + " purpose, move both away");
  }

  private static void restrict(Path file, AuditStore store) throws AuditException {
    try {
      OwnerOnly.restrict(file);
    } catch (IOException e) {
      store.close();
      throw new AuditException(
          file + " cannot be made private: check that this user owns its folder", e);
    }
  }

  /** What the receipts of this store call it: 32 hexadecimal digits. */
  public String storeId() {
    return storeId;
  }

  Database database() {
    return database;
  }

  /** The last checkpoint outside of the data base; empty when there is no data folder. */
  Optional<KeptCheckpoint> keptCheckpoint() {
    return dataFolder.map(folder -> new KeptCheckpoint(folder.resolve(CHECKPOINT_FILE)));
  }

  /** A connection that sees all as it was at its first question, whatever is added meanwhile. */
  Connection connectToSnapshot() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  /**
   * Lets go of a data base that failed, without writing: its file is as it was after the last
   * commit.
   */
  void abandon() {
    abandoned = true;
    database.abandon();
  }

  @Override
  public void close() throws AuditException {
    if (abandoned) {
      return;
    }
    try {
      database.close();
    } catch (SQLException e) {
      throw new AuditException("the audit store did not close", e);
    }
  }
}
