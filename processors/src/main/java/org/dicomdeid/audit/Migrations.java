/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a data base to the newest schema. Flyway takes a third of a second to find out that there
 * is nothing to do, so it is asked only when its history does not say the newest version.
 */
final class Migrations {

  /** Of the newest file in db/migration for H2; a test compares. */
  static final int NEWEST_ON_H2 = 8;

  /** Of the newest file in db/migration for PostgreSQL; a test compares. */
  static final int NEWEST_ON_POSTGRES = 7;

  private static final String HISTORY =
      "select max(cast(\"version\" as integer)) from \"flyway_schema_history\""
          + " where \"success\" = true";

  private Migrations() {}

  /**
   * Brings an H2 data base up to date.
   *
   * @param own whether the data base is a file of this project and nobody else's
   */
  static void runOnH2(DataSource source, boolean own) throws SQLException, AuditException {
    try (Connection connection = source.getConnection()) {
      int version = version(connection);
      if (version == 0 && own) {
        FirstSchema.create(connection);
      } else if (version != NEWEST_ON_H2) {
        refuseNewer(version, NEWEST_ON_H2);
        migrate(configuration(source, "h2"));
      }
      nameStore(connection);
    }
  }

  /**
   * Brings a schema on PostgreSQL up to date, and says anew what the role of the service may.
   *
   * @param application a role's name
   */
  static void runOnPostgres(DataSource source, String schema, String application)
      throws SQLException, AuditException {
    try (Connection connection = source.getConnection()) {
      refuseNewer(version(connection), NEWEST_ON_POSTGRES);
      migrate(
          configuration(source, "postgresql")
              .schemas(schema)
              .placeholders(Map.of("application", application)));
      nameStore(connection);
    }
  }

  /** Refuses a schema on PostgreSQL that is not of this release. */
  static void requireNewest(Connection connection) throws SQLException, AuditException {
    int version = version(connection);
    refuseNewer(version, NEWEST_ON_POSTGRES);
    if (version != NEWEST_ON_POSTGRES) {
      throw new AuditException(
          "the audit store has no tables yet, or those of an earlier release: run 'dicom-deid audit"
              + " migrate' as the role that owns them");
    }
  }

  private static void refuseNewer(int version, int newest) throws AuditException {
    if (version > newest) {
      throw new AuditException(
          "the audit store was made by a newer release of dicom-deid: run that release");
    }
  }

  private static FluentConfiguration configuration(DataSource source, String vendor) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor);
  }

  private static void migrate(FluentConfiguration configuration) throws AuditException {
    try {
      configuration.load().migrate();
    } catch (FlywayException e) {
      throw new AuditException("the audit store's schema could not be brought up to date", e);
    }
  }

  /** Gives a new store the name that its receipts call it by. */
  private static void nameStore(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from store")) {
      if (row.next()) {
        return;
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into store (id, created) values (?, ?)")) {
      insert.setString(1, UUID.randomUUID().toString().replace("-", ""));
      insert.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!hasHistory(connection)) {
        return 0;
      }
      try (ResultSet row = statement.executeQuery(HISTORY)) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    String schema = connection.getSchema();
    if (schema == null) {
      return false;
    }
    try (ResultSet tables =
        connection.getMetaData().getTables(null, schema, "flyway_schema_history", null)) {
      return tables.next();
    }
  }
}
