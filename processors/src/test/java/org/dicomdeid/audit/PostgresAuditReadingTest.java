/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.Sha256;
import org.junit.jupiter.api.Test;

/** The same on a server, where reading goes on beside the service. */
class PostgresAuditReadingTest extends AuditReadingTest {

  private static final Pattern ROWS = Pattern.compile("actual rows=([0-9.]+) loops=([0-9]+)");

  private PostgresAccess access;

  @Override
  AuditStore openStore() throws Exception {
    if (access == null) {
      access = PostgresServer.newStore();
    }
    return AuditStore.open(data, access);
  }

  @Override
  Connection administrator() throws Exception {
    Connection connection = PostgresServer.administrator(access);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
    }
    return connection;
  }

  @Test
  void store_is_verified_while_the_service_writes() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread service =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                CompletableFuture<Receipt> unused =
                    log.appendAsync(Operations.delivered(i), List.of());
              }
            });
    service.start();
    try (AuditStore second = AuditStore.open(data, access);
        ReceiptLog reading = ReceiptLog.openToRead(second, keys, keys.timestampAuthority())) {
      long seen = 0;
      for (int i = 0; i < 5 || seen == 0; i++) {
        ChainReport report = reading.verifyChain();
        assertThat(report.holds()).as(report.sentence()).isTrue();
        seen = report.receipts();
      }
    } finally {
      done.set(true);
      service.join();
    }
  }

  /**
   * Without statistics, as after a busy hour, and with them; planned for the values and for any.
   */
  @Test
  void what_tells_few_receipts_reads_few_rows_however_many_there_are() throws Exception {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into receipt (seq, digest, subject, envelope, created)"
              + " select n, n, encode(sha256(('out' || n)::bytea), 'hex'), 'e', now()"
              + " from generate_series(1, 60000) n");
      statement.execute(
          "insert into search (seq, outcome, policy, input)"
              + " select n, 'DELIVERED', 'hipaa', encode(sha256(('in' || n)::bytea), 'hex')"
              + " from generate_series(1, 60000) n");
      statement.execute(
          "insert into lookup (seq, token)"
              + " select n, substring(sha256(('uid' || n / 4)::bytea) for 16)"
              + " from generate_series(1, 60000) n");
      SearchTerms digest = SearchTerms.all().digest(Sha256.hex("in50000".getBytes(UTF_8)));
      SearchTerms uid =
          SearchTerms.all()
              .lookup(List.of(Sha256.hex("uid12500".getBytes(UTF_8)).substring(0, 32)));
      for (String before : List.of("select 1", "analyze")) {
        statement.execute(before);
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
          statement.execute("set plan_cache_mode = " + mode);
          assertThat(rowsRead(connection, digest)).as(before + ", " + mode).isBetween(1L, 20L);
          assertThat(rowsRead(connection, uid)).as(before + ", " + mode).isBetween(4L, 40L);
        }
      }
      assertThat(find(digest)).containsExactly(50_000L);
      assertThat(find(uid)).containsExactly(50_000L, 50_001L, 50_002L, 50_003L);
    }
  }

  /** By all parts of the plan together, as the server counted them: each row passes about six. */
  private static long rowsRead(Connection connection, SearchTerms terms) throws Exception {
    try (PreparedStatement explain =
        connection.prepareStatement("explain (analyze, timing off) " + terms.sql(10))) {
      terms.bind(explain, 0);
      long rows = 0;
      try (ResultSet line = explain.executeQuery()) {
        while (line.next()) {
          Matcher read = ROWS.matcher(line.getString(1));
          if (read.find()) {
            rows += (long) (Double.parseDouble(read.group(1)) * Long.parseLong(read.group(2)));
          }
        }
      }
      return rows;
    }
  }
}
