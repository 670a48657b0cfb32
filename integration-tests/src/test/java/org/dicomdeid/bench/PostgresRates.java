/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import static org.dicomdeid.bench.EvidenceRates.print;
import static org.dicomdeid.bench.EvidenceRates.seconds;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.ChainReport;
import org.dicomdeid.audit.Found;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.audit.SearchTerms;
import org.dicomdeid.receipt.KeyFolder;

/**
 * What a store on a real PostgreSQL server costs, with its standard settings and so with every
 * commit on the disk: receipts signed and committed per second, bytes per receipt, receipts
 * verified per second, milliseconds for a search. Prints figures, judges nothing.
 *
 * <p>Arguments: a folder, and how many receipts.
 */
public final class PostgresRates {

  private static final int SEARCHES = 200;

  private PostgresRates() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      String admin = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
      execute(admin + "postgres", "create role deid_owner login");
      execute(admin + "postgres", "create role deid login");
      execute(admin + "postgres", "create database deid owner deid_owner");
      PostgresAccess access = new PostgresAccess(admin + "deid", "deid", "");
      AuditStore.migrate(new PostgresAccess(access.url(), "deid_owner", ""), "deid");
      KeyFolder keys = KeyFolder.open(data.resolve("keys"));
      try (AuditStore store = AuditStore.open(data, access);
          ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
        EvidenceRates.run(log, -2000, 0);
        long started = System.nanoTime();
        EvidenceRates.run(log, 0, count);
        print(count / seconds(started), "receipts/s signed and committed");
        started = System.nanoTime();
        ChainReport report = log.verifyChain();
        print(report.receipts() / seconds(started), "receipts/s verified, " + report.sentence());
        search(log, count);
      }
      execute(admin + "deid", "checkpoint");
      print(
          number(admin + "deid", "select pg_database_size('deid') - pg_database_size('template0')")
              / (count + 2000.0),
          "bytes per receipt in the store, with all indexes");
    }
  }

  private static void search(ReceiptLog log, int count) throws Exception {
    List<Found> some = log.search(SearchTerms.all(), count / 2, SEARCHES);
    long started = System.nanoTime();
    for (Found each : some) {
      if (log.search(SearchTerms.all().digest(each.input()), 0, 10).isEmpty()) {
        throw new IllegalStateException("a receipt is not found");
      }
    }
    print(seconds(started) * 1000 / some.size(), "ms to search by a digest");
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static double number(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
