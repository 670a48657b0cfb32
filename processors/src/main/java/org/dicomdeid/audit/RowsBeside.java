/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dicomdeid.receipt.Claims;

/** The rows beside the receipts of a page, and what of them is not as the receipts say. */
final class RowsBeside {

  private static final String PAGE = " where seq >= ? and seq <= ? order by seq";

  private final PreparedStatement receipts;
  private final PreparedStatement ledger;
  private final PreparedStatement search;
  private final PreparedStatement lookup;
  private final PreparedStatement renewal;
  private final PreparedStatement outside;
  private final Map<Long, Rows> page = new HashMap<>();

  RowsBeside(Connection connection) throws SQLException {
    receipts = connection.prepareStatement("select seq, subject, created from receipt" + PAGE);
    ledger =
        connection.prepareStatement(
            "select seq, input, profile, key_id, destination, output, delivered from ledger"
                + PAGE);
    search = connection.prepareStatement("select seq, outcome, policy, input from search" + PAGE);
    lookup = connection.prepareStatement("select seq, token from lookup" + PAGE);
    renewal = connection.prepareStatement("select seq from renewal" + PAGE);
    outside =
        connection.prepareStatement(
            "select min(seq) from (select seq from ledger union all select seq from search"
                + " union all select seq from lookup union all select seq from renewal) as beside where seq < 1 or seq > ?");
  }

  private record LedgerRow(
      String input, String profile, String key, String output, LedgerEntry entry) {}

  private record SearchRow(String outcome, String policy, String input) {}

  /** What stands beside one receipt. */
  private static final class Rows {
    private String subject;
    private Instant created;
    private SearchRow search;
    private final List<LedgerRow> ledger = new ArrayList<>();
    private final List<String> lookup = new ArrayList<>();
    private boolean renewed;
  }

  /** Reads the rows of a page. */
  void load(long first, long last) throws SQLException {
    page.clear();
    each(
        receipts,
        first,
        last,
        (row, rows) -> {
          rows.subject = row.getString(2);
          rows.created = row.getObject(3, OffsetDateTime.class).toInstant();
        });
    each(
        ledger,
        first,
        last,
        (row, rows) ->
            rows.ledger.add(
                new LedgerRow(
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(6),
                    new LedgerEntry(
                        row.getString(5), row.getObject(7, OffsetDateTime.class).toInstant()))));
    each(
        search,
        first,
        last,
        (row, rows) ->
            rows.search = new SearchRow(row.getString(2), row.getString(3), row.getString(4)));
    each(
        lookup,
        first,
        last,
        (row, rows) -> rows.lookup.add(HexFormat.of().formatHex(row.getBytes(2))));
    each(renewal, first, last, (row, rows) -> rows.renewed = true);
  }

  /** Whether its own time stamp was renewed. */
  boolean isRenewed(long sequence) {
    Rows rows = page.get(sequence);
    return rows != null && rows.renewed;
  }

  private interface Taker {
    void take(ResultSet row, Rows rows) throws SQLException;
  }

  private void each(PreparedStatement query, long first, long last, Taker taker)
      throws SQLException {
    query.setLong(1, first);
    query.setLong(2, last);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        taker.take(row, page.computeIfAbsent(row.getLong(1), seq -> new Rows()));
      }
    }
  }

  /** What is not as the receipt says, without a full stop; empty when all is. */
  Optional<String> fault(long sequence, Claims claims) {
    Rows rows = page.getOrDefault(sequence, new Rows());
    if (!Objects.equals(rows.subject, claims.subject())) {
      return Optional.of("it is filed under another digest");
    }
    for (LedgerRow row : rows.ledger) {
      if (!fits(row, claims)) {
        return Optional.of("the ledger says something else");
      }
    }
    SearchRow expected = new SearchRow(claims.outcome(), claims.policy(), claims.input());
    // A store of an earlier release gets these rows when it is next written to.
    if (rows.search == null ? claims.rows() != null : !rows.search.equals(expected)) {
      return Optional.of("it is found by something else than what it says");
    }
    List<LedgerEntry> deliveries = rows.ledger.stream().map(LedgerRow::entry).toList();
    if (claims.rows() != null
        && !claims.rows().equals(StoredRows.digest(rows.created, deliveries, rows.lookup))) {
      return Optional.of(
          "its time of writing, its deliveries in the ledger or what its UIDs are found by are not"
              + " those that it was signed with");
    }
    return Optional.empty();
  }

  private static boolean fits(LedgerRow row, Claims claims) {
    return row.input.equals(claims.input())
        && row.profile.equals(claims.profile())
        && row.key.equals(claims.pseudonymKey())
        && claims.destinations().contains(row.entry.destination())
        && row.output.equals(claims.output());
  }

  /** Whether there are rows that belong to no receipt of the log. */
  boolean isOutside(long lastSequence) throws SQLException {
    outside.setLong(1, lastSequence);
    try (ResultSet row = outside.executeQuery()) {
      row.next();
      row.getLong(1);
      return !row.wasNull();
    }
  }
}
