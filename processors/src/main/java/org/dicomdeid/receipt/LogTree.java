/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** A tile that is whole; {@code hashes} are one after the other, and not copied. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Tile(int level, long index, byte[] root, byte[] hashes) {}

  /** Where whole tiles are kept. */
  public interface Tiles {

    /**
     * The hashes of a tile, one after the other.
     *
     * @throws IOException when it is missing, misshapen or cannot be read
     */
    byte[] hashes(int level, long index) throws IOException;
  }

  /** The end of one level: its last tile, which is not whole. */
  private static final class Edge {

    private final byte[][] hashes;
    private int count;

    Edge(byte[][] hashes, int count) {
      this.hashes = hashes;
      this.count = count;
    }
  }

  private final Tiles tiles;
  private final List<Edge> edges = new ArrayList<>();
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
      byte[][] hashes = new byte[TILE_WIDTH][];
      for (int i = 0; i < each.size(); i++) {
        hashes[i] = each.get(i);
      }
      tree.edges.add(new Edge(hashes, each.size()));
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
    for (Edge each : edges) {
      copy.edges.add(new Edge(Arrays.copyOf(each.hashes, TILE_WIDTH), each.count));
    }
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
        edges.add(new Edge(new byte[TILE_WIDTH][], 0));
      }
      Edge edge = edges.get(level);
      edge.hashes[edge.count++] = hash;
      if (edge.count < TILE_WIDTH) {
        break;
      }
      hash = fold(edge.hashes, 0, TILE_WIDTH);
      whole = whole.isEmpty() ? new ArrayList<>() : whole;
      whole.add(new Tile(level, size >> (TILE_LEVELS * (level + 1)), hash, join(edge.hashes)));
      edge.count = 0;
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
      byte[] hashes = tiles.hashes(tileLevel, tile);
      byte[][] part = new byte[count][];
      for (int i = 0; i < count; i++) {
        int at = (from + i) * MerkleTree.HASH;
        part[i] = Arrays.copyOfRange(hashes, at, at + MerkleTree.HASH);
      }
      return fold(part, 0, count);
    }
    if (tile > whole || tileLevel >= edges.size() || from + count > edges.get(tileLevel).count) {
      throw new IllegalArgumentException("no such subtree in a tree of " + size);
    }
    return fold(edges.get(tileLevel).hashes, from, count);
  }

  private static byte[] fold(byte[][] hashes, int from, int count) {
    if (count == 1) {
      return hashes[from];
    }
    int half = count / 2;
    return MerkleTree.nodeHash(fold(hashes, from, half), fold(hashes, from + half, half));
  }

  private static byte[] join(byte[][] hashes) {
    byte[] joined = new byte[hashes.length * MerkleTree.HASH];
    for (int i = 0; i < hashes.length; i++) {
      System.arraycopy(hashes[i], 0, joined, i * MerkleTree.HASH, MerkleTree.HASH);
    }
    return joined;
  }
}
