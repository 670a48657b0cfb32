/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Makes the schema of a new H2 file in a tenth of the time that Flyway needs, from the same
 * migrations, and enters them in Flyway's history, so that Flyway goes on from there: a first
 * command should not wait for it. A test lets Flyway validate the result.
 */
final class FirstSchema {

  private static final String FOLDER = "/db/migration/";

  private static final List<String> MIGRATIONS =
      List.of(
          "common/V1__receipts_and_ledger.sql",
          "h2/V2__append_only.sql",
          "common/V3__merkle_log.sql",
          "h2/V4__append_only_log.sql",
          "common/V5__search.sql",
          "h2/V6__append_only_search.sql",
          "common/V7__renewals.sql",
          "h2/V8__renewals_append_only.sql");

  /** Flyway's own, as it makes it in H2. */
  private static final String HISTORY =
      """
      create table "flyway_schema_history" (
        "installed_rank" int not null,
        "version" varchar(50),
        "description" varchar(200) not null,
        "type" varchar(20) not null,
        "script" varchar(1000) not null,
        "checksum" int,
        "installed_by" varchar(100) not null,
        "installed_on" timestamp default current_timestamp not null,
        "execution_time" int not null,
        "success" boolean not null);
      alter table "flyway_schema_history"
        add constraint "flyway_schema_history_pk" primary key ("installed_rank");
      create index "flyway_schema_history_s_idx" on "flyway_schema_history" ("success")
      """;

  private FirstSchema() {}

  /**
   * Makes the schema in a data base without a history: the history comes last, so what else is
   * there is the rest of an attempt that was killed, and never held a receipt.
   */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop all objects");
      for (String each : MIGRATIONS) {
        statement.execute(read(each));
      }
      statement.execute(HISTORY);
    }
    enterAll(connection);
  }

  /** In one transaction: a history with some of the rows would call Flyway for the others. */
  private static void enterAll(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
                + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
                + " \"execution_time\", \"success\") values (?, ?, ?, 'SQL', ?, ?, user(), 0,"
                + " true)")) {
      for (int i = 0; i < MIGRATIONS.size(); i++) {
        String path = MIGRATIONS.get(i);
        String file = path.substring(path.indexOf('/') + 1);
        int separator = file.indexOf("__");
        insert.setInt(1, i + 1);
        insert.setString(2, file.substring(1, separator));
        insert.setString(
            3, file.substring(separator + 2, file.length() - ".sql".length()).replace('_', ' '));
        insert.setString(4, file);
        insert.setInt(5, checksum(read(path)));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** As Flyway does it: over the lines, without what ends them. */
  private static int checksum(String script) {
    CRC32 sum = new CRC32();
    script.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) sum.getValue();
  }

  private static String read(String migration) {
    try (InputStream in = FirstSchema.class.getResourceAsStream(FOLDER + migration)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the migrations travel in the same jar", e);
    }
  }
}
