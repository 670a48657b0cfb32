/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.dicomdeid.receipt.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How H2 searches a large log; {@link PostgresAuditReadingTest} asks the same of PostgreSQL. */
class SearchPlanTest {

  private static final Pattern ROWS = Pattern.compile("scanCount: (\\d+)");

  @TempDir private Path data;
  private AuditStore store;
  private Connection connection;

  @BeforeEach
  void fill() throws Exception {
    store = AuditStore.open(data);
    connection = store.connect();
    try (Statement statement = connection.createStatement()) {
      for (String each :
          List.of(
              "insert into receipt (seq, digest, subject, envelope, created) select x, x,"
                  + " rawtohex(hash('SHA-256', 'out' || x)), 'e', current_timestamp"
                  + " from system_range(1, 60000)",
              "insert into search (seq, outcome, policy, input) select x,"
                  + " 'DELIVERED', 'hipaa', rawtohex(hash('SHA-256', 'in' || x)) from system_range(1, 60000)",
              "insert into lookup (seq, token) select x,"
                  + " substring(hash('SHA-256', 'uid' || x / 4) from 1 for 16)"
                  + " from system_range(1, 60000)")) {
        statement.execute(each);
      }
    }
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    store.close();
  }

  @Test
  void what_tells_few_receipts_reads_few_rows_however_many_there_are() throws Exception {
    SearchTerms input = SearchTerms.all().digest(Sha256.hex("in50000".getBytes(UTF_8)));
    SearchTerms output = SearchTerms.all().digest(Sha256.hex("out50000".getBytes(UTF_8)));
    SearchTerms uid =
        SearchTerms.all().lookup(List.of(Sha256.hex("uid12500".getBytes(UTF_8)).substring(0, 32)));
    for (String before : List.of("select 1", "analyze")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(before);
      }
      assertThat(rowsRead(input)).as(before).isBetween(1L, 20L);
      assertThat(rowsRead(output)).as(before).isBetween(1L, 20L);
      assertThat(rowsRead(uid)).as(before).isBetween(4L, 40L);
      assertThat(rowsRead(SearchTerms.all())).as(before).isBetween(10L, 40L);
    }
  }

  /** By all parts of the plan together, as H2 counted them. */
  private long rowsRead(SearchTerms terms) throws Exception {
    try (PreparedStatement explain =
        connection.prepareStatement("explain analyze " + terms.sql(10))) {
      terms.bind(explain, 30_000);
      try (ResultSet plan = explain.executeQuery()) {
        plan.next();
        return ROWS.matcher(plan.getString(1))
            .results()
            .mapToLong(it -> Long.parseLong(it.group(1)))
            .sum();
      }
    }
  }
}
