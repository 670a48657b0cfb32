/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.TimestampToken;

/**
 * The statements of the log on one connection, made when they are first needed. Not safe for
 * threads. What it adds is committed by its {@link ReceiptTable}, what it reads ends no
 * transaction.
 */
final class LogTable {

  private static final String STAMPED =
      "select c.note, s.token, s.stamped from log_stamp s join log_checkpoint c"
          + " on c.tree_size = s.tree_size ";

  private final Connection connection;
  private final Statements statements = new Statements();

  LogTable(Connection connection) {
    this.connection = connection;
  }

  /** A checkpoint and its time stamp, if it has one. */
  record Kept(CheckpointNote note, Optional<TimestampToken> token) {}

  void addTiles(List<LogTree.Tile> tiles) throws SQLException {
    for (LogTree.Tile tile : tiles) {
      PreparedStatement insert =
          statements.get("insert into log_tile (level, idx, root, hashes) values (?, ?, ?, ?)");
      insert.setInt(1, tile.level());
      insert.setLong(2, tile.index());
      insert.setBytes(3, tile.root());
      insert.setBytes(4, tile.hashes());
      insert.executeUpdate();
    }
  }

  void addCheckpoint(CheckpointNote note) throws SQLException {
    PreparedStatement insert =
        statements.get("insert into log_checkpoint (tree_size, note, created) values (?, ?, ?)");
    insert.setLong(1, note.checkpoint().size());
    insert.setString(2, note.note());
    insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
    insert.executeUpdate();
  }

  void addStamp(long size, TimestampToken token) throws SQLException {
    PreparedStatement insert =
        statements.get(
            "insert into log_stamp (tree_size, number, token, stamped) values (?, ?, ?, ?)");
    insert.setLong(1, size);
    insert.setInt(2, 1);
    insert.setString(3, Base64.getEncoder().encodeToString(token.der()));
    insert.setObject(4, token.time().atOffset(ZoneOffset.UTC));
    insert.executeUpdate();
  }

  void addPush(String destination, long size) throws SQLException {
    PreparedStatement insert =
        statements.get("insert into log_push (destination, tree_size, pushed) values (?, ?, ?)");
    insert.setString(1, destination);
    insert.setLong(2, size);
    insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
    insert.executeUpdate();
  }

  /** The size of the last checkpoint that a destination took, 0 when it took none. */
  long pushed(String destination) throws SQLException {
    PreparedStatement query =
        statements.get("select max(tree_size) from log_push where destination = ?");
    query.setString(1, destination);
    return number(query);
  }

  /** Number of the last receipt. */
  long size() throws SQLException {
    return number(statements.get("select max(seq) from receipt"));
  }

  /** Number of tiles over leaves. */
  long tiles() throws SQLException {
    PreparedStatement query = statements.get("select max(idx) + 1 from log_tile where level = ?");
    query.setInt(1, 0);
    return number(query);
  }

  /** The hashes of a tile; null when there is no such tile. */
  byte[] tile(int level, long index) throws SQLException {
    PreparedStatement query =
        statements.get("select hashes from log_tile where level = ? and idx = ?");
    query.setInt(1, level);
    query.setLong(2, index);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  /** The last checkpoint. */
  Optional<Kept> last() throws SQLException, IOException {
    return kept(
        statements.get(
            "select c.note, s.token, s.stamped from log_checkpoint c left join log_stamp s"
                + " on s.tree_size = c.tree_size"
                + " order by c.tree_size desc, s.number fetch first 1 row only"));
  }

  /** The last checkpoint that has a time stamp. */
  Optional<Kept> lastStamped() throws SQLException, IOException {
    return kept(
        statements.get(STAMPED + "order by s.tree_size desc, s.number fetch first 1 row only"));
  }

  /** How many receipts a time-stamped checkpoint covers. */
  long stampedSize() throws SQLException {
    return number(statements.get("select max(tree_size) from log_stamp"));
  }

  /** The first checkpoint that covers so many receipts; the first with a time stamp, if any. */
  Optional<Kept> covering(long size) throws SQLException, IOException {
    PreparedStatement stamped =
        statements.get(
            STAMPED
                + "where s.tree_size >= ? order by s.tree_size, s.number fetch first 1 row only");
    stamped.setLong(1, size);
    Optional<Kept> first = kept(stamped);
    return first.isPresent() ? first : from(size);
  }

  /** The first checkpoint of this size or more. */
  Optional<Kept> from(long size) throws SQLException, IOException {
    PreparedStatement query =
        statements.get(
            "select c.note, s.token, s.stamped from log_checkpoint c left join log_stamp s"
                + " on s.tree_size = c.tree_size where c.tree_size >= ?"
                + " order by c.tree_size, s.number fetch first 1 row only");
    query.setLong(1, size);
    return kept(query);
  }

  /**
   * The tree over the first {@code size} receipts.
   *
   * @throws IOException when tiles or receipts of it are missing
   */
  LogTree tree(long size, LogTree.Tiles tiles) throws SQLException, IOException {
    List<List<byte[]>> edges = new ArrayList<>();
    long count = size;
    for (int level = 0; count > 0; level++) {
      long whole = count - count % LogTree.TILE_WIDTH;
      edges.add(level == 0 ? leaves(whole, count) : roots(level - 1, whole, count));
      count >>= LogTree.TILE_LEVELS;
    }
    return LogTree.of(tiles, size, edges);
  }

  /** Hashes of the leaves from an index to before another. */
  List<byte[]> leaves(long from, long to) throws SQLException {
    PreparedStatement query =
        statements.get("select envelope from receipt where seq > ? and seq <= ? order by seq");
    query.setLong(1, from);
    query.setLong(2, to);
    List<byte[]> hashes = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        hashes.add(MerkleTree.leafHash(row.getString(1).getBytes(StandardCharsets.UTF_8)));
      }
    }
    return hashes;
  }

  private List<byte[]> roots(int level, long from, long to) throws SQLException {
    PreparedStatement query =
        statements.get(
            "select root from log_tile where level = ? and idx >= ? and idx < ? order by idx");
    query.setInt(1, level);
    query.setLong(2, from);
    query.setLong(3, to);
    List<byte[]> hashes = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        hashes.add(row.getBytes(1));
      }
    }
    return hashes;
  }

  private static Optional<Kept> kept(PreparedStatement query) throws SQLException, IOException {
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      String token = row.getString(2);
      return Optional.of(
          new Kept(
              CheckpointNote.parse(row.getString(1)),
              token == null
                  ? Optional.empty()
                  : Optional.of(
                      new TimestampToken(
                          Base64.getDecoder().decode(token),
                          row.getObject(3, OffsetDateTime.class).toInstant()))));
    } catch (IllegalArgumentException e) {
      throw new IOException("a time stamp of a checkpoint is not base64", e);
    }
  }

  /** Null is none: 0. */
  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  PreparedStatement statement(String sql) throws SQLException {
    return statements.get(sql);
  }

  /** Prepared once each. */
  private final class Statements {

    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    PreparedStatement get(String sql) throws SQLException {
      PreparedStatement known = prepared.get(sql);
      if (known == null) {
        known = connection.prepareStatement(sql);
        prepared.put(sql, known);
      }
      return known;
    }
  }
}
