/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.Arrays;

/**
 * A tile of 256 hashes as the binary tree that it is; a node above them is computed when it is
 * first asked for, so that the proofs of neighbours cost one hash or two. Threads may read it at
 * once: a node that two of them compute is the same.
 */
public final class TileNodes {

  /** Of the node that covers {@code count} hashes from {@code from} on: (width + from) / count. */
  private final byte[][] heap;

  private int count;

  private TileNodes(byte[][] heap, int count) {
    this.heap = heap;
    this.count = count;
  }

  /** A tile without hashes as yet. */
  TileNodes() {
    this(new byte[2 * LogTree.TILE_WIDTH][], 0);
  }

  /**
   * A whole tile.
   *
   * @param hashes 256, one after the other
   */
  public static TileNodes of(byte[] hashes) {
    if (hashes.length != LogTree.TILE_WIDTH * MerkleTree.HASH) {
      throw new IllegalArgumentException("not a tile of 256 hashes");
    }
    TileNodes nodes = new TileNodes();
    for (int at = 0; at < hashes.length; at += MerkleTree.HASH) {
      nodes.add(Arrays.copyOfRange(hashes, at, at + MerkleTree.HASH));
    }
    return nodes;
  }

  TileNodes copy() {
    return new TileNodes(heap.clone(), count);
  }

  int count() {
    return count;
  }

  void add(byte[] hash) {
    heap[LogTree.TILE_WIDTH + count++] = hash;
  }

  /** The hash over some of them: as many as a power of two, from a multiple of it on. */
  byte[] hash(int from, int number) {
    return node((LogTree.TILE_WIDTH + from) / number);
  }

  private byte[] node(int at) {
    byte[] known = heap[at];
    if (known == null) {
      known = MerkleTree.nodeHash(node(2 * at), node(2 * at + 1));
      heap[at] = known;
    }
    return known;
  }

  /** All hashes, one after the other. */
  byte[] hashes() {
    byte[] joined = new byte[count * MerkleTree.HASH];
    for (int i = 0; i < count; i++) {
      System.arraycopy(
          heap[LogTree.TILE_WIDTH + i], 0, joined, i * MerkleTree.HASH, MerkleTree.HASH);
    }
    return joined;
  }
}
