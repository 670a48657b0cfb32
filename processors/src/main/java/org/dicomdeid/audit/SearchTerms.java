/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * What receipts are searched for by; all that is said must fit. Made by {@link #all()} and narrowed
 * down.
 */
public final class SearchTerms {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Whether a condition names the numbers of few receipts. */
  private boolean few;

  private SearchTerms() {}

  /** Every receipt. */
  public static SearchTerms all() {
    return new SearchTerms();
  }

  /** Whether nothing was said. */
  public boolean isAll() {
    return conditions.isEmpty();
  }

  /**
   * Of an input or an output, SHA-256. The array is made first, and its receipts are fetched by
   * their numbers; with {@code in}, PostgreSQL may walk all receipts in order until it has enough.
   */
  public SearchTerms digest(String sha256) {
    few = true;
    return and(
        "r.seq = any(array(select seq from receipt where subject = ? union all"
            + " select seq from search where input = ?))",
        sha256,
        sha256);
  }

  /** Of an object with one of these tokens of UIDs, 32 hexadecimal digits each. */
  public SearchTerms lookup(List<String> tokens) {
    few = true;
    String marks = String.join(", ", Collections.nCopies(tokens.size(), "?"));
    return and(
        "r.seq = any(array(select seq from lookup where token in (" + marks + ")))",
        tokens.stream().map(HexFormat.of()::parseHex).toArray());
  }

  /** Written at this time or later. */
  public SearchTerms from(Instant time) {
    return and("r.created >= ?", time.atOffset(ZoneOffset.UTC));
  }

  /** Written before this time. */
  public SearchTerms before(Instant time) {
    return and("r.created < ?", time.atOffset(ZoneOffset.UTC));
  }

  /** Under the profile of this name. */
  public SearchTerms policy(String name) {
    return and("s.policy = ?", name);
  }

  /** With this outcome. */
  public SearchTerms outcome(String name) {
    return and("s.outcome = ?", name);
  }

  /** Delivered to the destination of this name. */
  public SearchTerms destination(String name) {
    return and("r.seq in (select seq from ledger where destination = ?)", name);
  }

  private SearchTerms and(String condition, Object... parameters) {
    conditions.add(condition);
    values.addAll(List.of(parameters));
    return this;
  }

  String sql(int limit) {
    StringBuilder sql =
        new StringBuilder(
            "select r.seq, r.created, s.outcome, s.policy, s.input, r.subject from receipt r"
                + " join search s on s.seq = r.seq where ");
    // As a sum it is no condition for the index: H2 would take it before the few numbers.
    sql.append(few ? "r.seq + 0 > ?" : "r.seq > ?");
    conditions.forEach(each -> sql.append(" and ").append(each));
    sql.append(" order by r.seq fetch first ").append(limit).append(" rows only");
    return sql.toString();
  }

  /** Sets the parameters of {@link #sql}. */
  void bind(PreparedStatement query, long after) throws SQLException {
    query.setLong(1, after);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof byte[] bytes) {
        query.setBytes(i + 2, bytes);
      } else {
        query.setObject(i + 2, values.get(i));
      }
    }
  }

  List<Found> run(ReceiptTable table, long after, int limit) throws SQLException {
    return table.log(
        log -> {
          PreparedStatement query = log.statement(sql(limit));
          bind(query, after);
          PreparedStatement ledger =
              log.statement("select destination from ledger where seq = ? order by destination");
          List<Found> found = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Found(
                      row.getLong(1),
                      row.getObject(2, OffsetDateTime.class).toInstant(),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getString(6),
                      destinations(ledger, row.getLong(1))));
            }
          }
          return found;
        });
  }

  private static List<String> destinations(PreparedStatement ledger, long sequence)
      throws SQLException {
    ledger.setLong(1, sequence);
    List<String> names = new ArrayList<>();
    try (ResultSet row = ledger.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
