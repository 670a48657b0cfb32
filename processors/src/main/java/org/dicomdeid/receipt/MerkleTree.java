/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1 with SHA-256: hashes, proofs,
 * and what proves. Pure arithmetic over hashes that something else keeps.
 */
public final class MerkleTree {

  /** Bytes of a hash. */
  public static final int HASH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /** Hashes of perfect subtrees, wherever they are kept. */
  public interface Subtrees {

    /**
     * The hash of the subtree over the 2^level leaves from {@code index * 2^level} on.
     *
     * @throws IOException when it cannot be read
     */
    byte[] hash(int level, long index) throws IOException;
  }

  /** The hash of a leaf: SHA-256 of a zero byte and what the leaf says. */
  public static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(LEAF);
    return digest.digest(leaf);
  }

  /** The hash of a node: SHA-256 of a one byte and both children. */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** The root of the tree over the first {@code size} leaves. */
  public static byte[] root(Subtrees subtrees, long size) throws IOException {
    return size == 0 ? Sha256.newDigest().digest() : range(subtrees, 0, size);
  }

  /**
   * The proof that a leaf is in the tree over the first {@code size} leaves, RFC 9162 section
   * 2.1.3.1: siblings from the leaf up.
   */
  public static List<byte[]> inclusionProof(Subtrees subtrees, long index, long size)
      throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<byte[]> proof = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long split = start + split(end - start);
      if (index < split) {
        proof.add(0, range(subtrees, split, end));
        end = split;
      } else {
        proof.add(0, range(subtrees, start, split));
        start = split;
      }
    }
    return proof;
  }

  /**
   * The proof that the tree over the first {@code older} leaves is the beginning of the tree over
   * the first {@code size}, RFC 9162 section 2.1.4.1; empty when one of them is empty or both are
   * the same.
   */
  public static List<byte[]> consistencyProof(Subtrees subtrees, long older, long size)
      throws IOException {
    if (older < 0 || older > size) {
      throw new IllegalArgumentException("no tree of " + older + " within one of " + size);
    }
    List<byte[]> proof = new ArrayList<>();
    if (older == 0) {
      return proof;
    }
    long start = 0;
    long end = size;
    boolean known = true;
    while (older < end) {
      long split = start + split(end - start);
      if (older <= split) {
        proof.add(0, range(subtrees, split, end));
        end = split;
      } else {
        proof.add(0, range(subtrees, start, split));
        start = split;
        known = false;
      }
    }
    if (!known) {
      proof.add(0, range(subtrees, start, end));
    }
    return proof;
  }

  /** Whether the proof leads from the leaf's hash to the root, RFC 9162 section 2.1.3.2. */
  public static boolean includes(
      byte[] root, long size, long index, byte[] leafHash, List<byte[]> proof) {
    if (index < 0 || index >= size || anyMisshapen(proof)) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] each : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = nodeHash(each, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = nodeHash(hash, each);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /**
   * Whether the proof shows the older tree to be the beginning of the newer one, RFC 9162 section
   * 2.1.4.2. An empty tree is the beginning of each.
   */
  public static boolean isConsistent(
      long older, byte[] olderRoot, long size, byte[] root, List<byte[]> proof) {
    if (older < 0 || older > size || anyMisshapen(proof)) {
      return false;
    }
    if (older == size) {
      return proof.isEmpty() && Arrays.equals(olderRoot, root);
    }
    if (older == 0) {
      return proof.isEmpty() && Arrays.equals(olderRoot, Sha256.newDigest().digest());
    }
    List<byte[]> path = new ArrayList<>(proof);
    if (Long.bitCount(older) == 1) {
      path.add(0, olderRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    long node = older - 1;
    long last = size - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    byte[] first = path.get(0);
    byte[] second = path.get(0);
    for (byte[] each : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = nodeHash(each, first);
        second = nodeHash(each, second);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        second = nodeHash(second, each);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(first, olderRoot) && Arrays.equals(second, root);
  }

  /** The largest power of two smaller than {@code count}, which is at least 2. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  /** The hash over the leaves from start to before end, as they stand in a tree. */
  private static byte[] range(Subtrees subtrees, long start, long end) throws IOException {
    long count = end - start;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return subtrees.hash(level, start >> level);
    }
    long split = start + split(count);
    return nodeHash(range(subtrees, start, split), range(subtrees, split, end));
  }

  private static boolean anyMisshapen(List<byte[]> hashes) {
    return hashes.size() > Long.SIZE || hashes.stream().anyMatch(each -> each.length != HASH);
  }
}
