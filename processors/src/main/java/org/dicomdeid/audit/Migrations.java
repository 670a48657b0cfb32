/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a data base to the newest schema. Flyway takes a third of a second to find out that there
 * is nothing to do, so it is asked only when its history does not say the newest version.
 */
final class Migrations {

  /** Of the newest file in db/migration; a test compares. */
  static final int NEWEST = 7;

  private static final String HISTORY =
      "select max(cast(\"version\" as integer)) from \"flyway_schema_history\""
          + " where \"success\" = true";

  private Migrations() {}

  /**
   * Brings the schema up to date.
   *
   * @param own whether the data base is a file of this project and nobody else's
   */
  static void run(DataSource source, String vendor, boolean own)
      throws SQLException, AuditException {
    int version = version(source);
    if (version == 0 && own) {
      try (Connection connection = source.getConnection()) {
        FirstSchema.create(connection);
      }
      return;
    }
    if (version > NEWEST) {
      throw new AuditException(
          "the audit store was made by a newer release of dicom-deid: run that release");
    }
    if (version == NEWEST) {
      return;
    }
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new AuditException("the audit store's schema could not be brought up to date", e);
    }
  }

  private static int version(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (!hasHistory(connection)) {
        return 0;
      }
      try (ResultSet row = statement.executeQuery(HISTORY)) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
      return tables.next();
    }
  }
}
