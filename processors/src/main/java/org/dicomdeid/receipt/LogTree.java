/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree that grows at its right edge. Hashes are kept in tiles of 256 (C2SP tlog-tiles):
 * those that are whole by a {@link Tiles}, the last of each level in here, so that an append costs
 * a hash or two and now and then a tile, and a proof reads a tile for each level.
 *
 * <p>Not safe for threads while it grows; {@link #copy} before a change that may be taken back.
 */
public final class LogTree implements MerkleTree.Subtrees {

  /** Levels of the tree in a tile. */
  public static final int TILE_LEVELS = 8;

  /** Hashes in a tile. */
  public static final int TILE_WIDTH = 1 << TILE_LEVELS;

  /** A tile that is whole. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Tile(int level, long index, byte[] root, TileNodes nodes) {

    /** Its 256 hashes, one after the other. */
    public byte[] hashes() {
      return nodes.hashes();
    }
  }

  /** Where whole tiles are kept. */
  public interface Tiles {

    /**
     * A tile.
     *
     * @throws IOException when it is missing, misshapen or cannot be read
     */
    TileNodes tile(int level, long index) throws IOException;
  }

  private final Tiles tiles;
  private final List<TileNodes> edges = new ArrayList<>();
  private long size;

  /** An empty tree. */
  public LogTree(Tiles tiles) {
    this.tiles = tiles;
  }

  /**
   * A tree that was kept.
   *
   * @param edges for each level of tiles, lowest first, the hashes behind its last whole tile
   * @throws IOException when these are not as many as a tree of that size has
   */
  public static LogTree of(Tiles tiles, long size, List<List<byte[]>> edges) throws IOException {
    LogTree tree = new LogTree(tiles);
    tree.size = size;
    long count = size;
    for (List<byte[]> each : edges) {
      if (each.size() != count % TILE_WIDTH) {
        throw new IOException("the log's tiles do not fit its size");
      }
      TileNodes edge = new TileNodes();
      each.forEach(edge::add);
      tree.edges.add(edge);
      count >>= TILE_LEVELS;
    }
    if (count > 0) {
      throw new IOException("the log's tiles do not fit its size");
    }
    return tree;
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** The same tree, which grows by itself. */
  public LogTree copy() {
    LogTree copy = new LogTree(tiles);
    copy.size = size;
    edges.forEach(each -> copy.edges.add(each.copy()));
    return copy;
  }

  /**
   * Adds a leaf.
   *
   * @return the tiles that are whole by it, lowest first, to be kept
   */
  public List<Tile> append(byte[] leafHash) {
    List<Tile> whole = List.of();
    byte[] hash = leafHash;
    for (int level = 0; ; level++) {
      if (level == edges.size()) {
        edges.add(new TileNodes());
      }
      TileNodes edge = edges.get(level);
      edge.add(hash);
      if (edge.count() < TILE_WIDTH) {
        break;
      }
      hash = edge.hash(0, TILE_WIDTH);
      whole = whole.isEmpty() ? new ArrayList<>() : whole;
      whole.add(new Tile(level, size >> (TILE_LEVELS * (level + 1)), hash, edge));
      edges.set(level, new TileNodes());
    }
    size++;
    return whole;
  }

  /** The root over all leaves. */
  public byte[] root() throws IOException {
    return MerkleTree.root(this, size);
  }

  @Override
  public byte[] hash(int level, long index) throws IOException {
    int tileLevel = level / TILE_LEVELS;
    int within = level % TILE_LEVELS;
    long first = index << within;
    int from = (int) (first % TILE_WIDTH);
    int count = 1 << within;
    long tile = first >> TILE_LEVELS;
    long whole = size >> (TILE_LEVELS * (tileLevel + 1));
    if (tile < whole) {
      return tiles.tile(tileLevel, tile).hash(from, count);
    }
    if (tile > whole || tileLevel >= edges.size() || from + count > edges.get(tileLevel).count()) {
      throw new IllegalArgumentException("no such subtree in a tree of " + size);
    }
    return edges.get(tileLevel).hash(from, count);
  }
}
