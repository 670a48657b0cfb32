/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.dicomdeid.receipt.OwnerOnly;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data base that holds receipts and ledger: an H2 file in the data folder. One process has it
 * open at a time.
 */
public final class AuditStore implements AutoCloseable {

  private static final String FILE = "audit";

  /**
   * retry: reads by a thread that is interrupted do not close the file for all others.
   * DB_CLOSE_ON_EXIT: the log closes it, after its last commit. LOBs: receipts stand in their rows.
   * MAX_COMPACT_TIME: milliseconds that a command may spend on it at its end.
   *
   * <p>WRITE_DELAY=0 would write each commit at once, but it also stops the thread that gives space
   * back, and the file then grows by 50 KB a receipt; {@link ReceiptTable#commit} writes instead.
   */
  private static final Logger LOG = LoggerFactory.getLogger(AuditStore.class);

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String ID_FILE = "audit.id";
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=65536;MAX_COMPACT_TIME=50";

  private final DataSource source;
  private final Connection keptOpen;
  private final String storeId;
  private volatile boolean abandoned;

  private AuditStore(DataSource source, Connection keptOpen, String storeId) {
    this.source = source;
    this.keptOpen = keptOpen;
    this.storeId = storeId;
  }

  /** Whether a data folder has, or had, a store. */
  public static boolean isIn(Path dataFolder) {
    return Files.exists(dataFolder.resolve(ID_FILE));
  }

  /**
   * Opens the store of a data folder and makes it when it is missing, for its owner only.
   *
   * @throws StoreInUseException when another process has it open
   */
  public static AuditStore open(Path dataFolder) throws AuditException {
    Path onDisk = dataFolder.resolve(FILE + ".mv.db");
    boolean isNew = Files.notExists(onDisk);
    try {
      OwnerOnly.createFolder(dataFolder);
    } catch (IOException e) {
      throw new AuditException(
          "the audit store in "
              + dataFolder
              + " cannot be made: check that this user may write there",
          e);
    }
    Path idFile = dataFolder.resolve(ID_FILE);
    if (isNew && Files.exists(idFile)) {
      throw lost(onDisk, idFile);
    }
    String file = dataFolder.toAbsolutePath().resolve(FILE).toString();
    AuditStore store = open("jdbc:h2:retry:" + file + SETTINGS, "sa", "", true);
    if (isNew) {
      restrict(onDisk, store);
    }
    checkIdentity(store, onDisk, idFile);
    return store;
  }

  /** Notes which store the folder has, so that a lost or emptied one is not replaced in silence. */
  private static void checkIdentity(AuditStore store, Path onDisk, Path idFile)
      throws AuditException {
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
    throw lost(onDisk, idFile);
  }

  private static AuditException lost(Path onDisk, Path idFile) {
    return new AuditException(
        onDisk
            + " is missing, or is not the store that "
            + idFile.getFileName()
            + " names, so receipts are lost: restore it from your backup; to begin a new store on"
            + " purpose, move both files away");
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

  /** Opens a store by its JDBC URL; only H2 as yet. */
  public static AuditStore open(String jdbcUrl, String user, String password)
      throws AuditException {
    return open(jdbcUrl, user, password, false);
  }

  private static AuditStore open(String jdbcUrl, String user, String password, boolean own)
      throws AuditException {
    if (!jdbcUrl.startsWith("jdbc:h2:")) {
      throw new AuditException("the audit store must be an H2 data base (jdbc:h2:...)");
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(jdbcUrl);
    source.setUser(user);
    source.setPassword(password);
    Connection connection = null;
    try {
      // Kept open: H2 closes a data base with its last connection, and opening it is slow.
      connection = source.getConnection();
      Migrations.run(source, "h2", own);
      return new AuditStore(source, connection, storeId(connection));
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

  /** What the receipts of this store call it: 32 hexadecimal digits. */
  public String storeId() {
    return storeId;
  }

  Connection connect() throws SQLException {
    return source.getConnection();
  }

  /**
   * Lets go of a data base that failed, without writing: its file is as it was after the last
   * commit. Done in a thread of its own, for a data base whose file failed may never answer.
   */
  void abandon() {
    abandoned = true;
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
  public void close() throws AuditException {
    if (abandoned) {
      return;
    }
    try {
      keptOpen.close();
    } catch (SQLException e) {
      throw new AuditException("the audit store did not close", e);
    }
  }

  private static String storeId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from store")) {
      if (row.next()) {
        return row.getString(1);
      }
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into store (id, created) values (?, ?)")) {
      insert.setString(1, id);
      insert.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
      insert.executeUpdate();
    }
    return id;
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
