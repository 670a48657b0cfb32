/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The tree that is kept in tiles against the recursion as RFC 9162 section 2.1 states it. */
class LogTreeTest {

  /** The leaves of the test vectors of Certificate Transparency, RFC 6962. */
  private static final List<byte[]> VECTOR =
      List.of(
          hex(""),
          hex("00"),
          hex("10"),
          hex("2021"),
          hex("3031"),
          hex("40414243"),
          hex("5051525354555657"),
          hex("606162636465666768696a6b6c6d6e6f"));

  private static final List<String> VECTOR_ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void roots_are_those_of_the_rfc_6962_vectors() throws Exception {
    LogTree tree = new LogTree(new KeptTiles());
    assertThat(tree.root()).isEqualTo(hex(VECTOR_ROOTS.get(0)));
    for (int i = 0; i < VECTOR.size(); i++) {
      assertThat(tree.append(MerkleTree.leafHash(VECTOR.get(i)))).isEmpty();
      assertThat(tree.root()).isEqualTo(hex(VECTOR_ROOTS.get(i + 1)));
    }
  }

  @Test
  void inclusion_proofs_are_those_of_the_rfc_6962_vectors() throws Exception {
    LogTree tree = tree(VECTOR);
    assertThat(MerkleTree.inclusionProof(tree, 0, 1)).isEmpty();
    assertThat(MerkleTree.inclusionProof(tree, 0, 8))
        .containsExactly(
            hex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
            hex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            hex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    assertThat(MerkleTree.inclusionProof(tree, 5, 8))
        .containsExactly(
            hex("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
            hex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
            hex("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    assertThat(MerkleTree.inclusionProof(tree, 2, 3))
        .containsExactly(hex("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
  }

  @Test
  void consistency_proofs_are_those_of_the_rfc_6962_vectors() throws Exception {
    LogTree tree = tree(VECTOR);
    assertThat(MerkleTree.consistencyProof(tree, 1, 1)).isEmpty();
    assertThat(MerkleTree.consistencyProof(tree, 1, 8))
        .containsExactly(
            hex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
            hex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            hex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    assertThat(MerkleTree.consistencyProof(tree, 6, 8))
        .containsExactly(
            hex("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
            hex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
            hex("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
  }

  @Property(tries = 100)
  void tiles_give_what_the_recursion_of_rfc_9162_gives(
      @ForAll @IntRange(min = 1, max = 1200) int size, @ForAll int pick) throws Exception {
    List<byte[]> leaves = leaves(size);
    LogTree tree = tree(leaves);
    int smaller = 1 + Math.floorMod(pick, size);
    int index = Math.floorMod(pick * 31, smaller);

    assertThat(tree.root()).isEqualTo(Naive.root(leaves));
    List<byte[]> part = leaves.subList(0, smaller);
    assertThat(MerkleTree.root(tree, smaller)).isEqualTo(Naive.root(part));
    assertThat(MerkleTree.inclusionProof(tree, index, smaller))
        .containsExactlyElementsOf(Naive.path(index, part));
    assertThat(MerkleTree.consistencyProof(tree, smaller, size))
        .containsExactlyElementsOf(Naive.proof(smaller, leaves));
  }

  @Property(tries = 200)
  void proofs_hold_for_their_leaf_and_trees_and_for_no_other(
      @ForAll @IntRange(min = 2, max = 700) int size, @ForAll int pick, @ForAll int other)
      throws Exception {
    LogTree tree = tree(leaves(size));
    byte[] root = tree.root();
    int index = Math.floorMod(pick, size);
    byte[] leaf = tree.hash(0, index);
    List<byte[]> path = MerkleTree.inclusionProof(tree, index, size);
    assertThat(MerkleTree.includes(root, size, index, leaf, path)).isTrue();
    int elsewhere = Math.floorMod(other, size);
    assertThat(MerkleTree.includes(root, size, elsewhere, leaf, path))
        .isEqualTo(elsewhere == index);
    assertThat(MerkleTree.includes(root, size, index, flipped(leaf, other), path)).isFalse();
    for (List<byte[]> bad : spoilt(path, other)) {
      assertThat(MerkleTree.includes(root, size, index, leaf, bad)).isFalse();
    }

    int older = 1 + Math.floorMod(pick, size - 1);
    byte[] olderRoot = MerkleTree.root(tree, older);
    List<byte[]> proof = MerkleTree.consistencyProof(tree, older, size);
    assertThat(MerkleTree.isConsistent(older, olderRoot, size, root, proof)).isTrue();
    assertThat(MerkleTree.isConsistent(older, flipped(olderRoot, other), size, root, proof))
        .isFalse();
    assertThat(MerkleTree.isConsistent(older, olderRoot, size, flipped(root, other), proof))
        .isFalse();
    assertThat(MerkleTree.isConsistent(older, root, older, root, proof)).isEqualTo(proof.isEmpty());
    for (List<byte[]> bad : spoilt(proof, other)) {
      assertThat(MerkleTree.isConsistent(older, olderRoot, size, root, bad)).isFalse();
    }
  }

  @Property(tries = 300)
  void no_numbers_make_the_checks_throw(
      @ForAll long size, @ForAll long index, @ForAll @LongRange(min = 0, max = 70) long length) {
    List<byte[]> proof = leaves((int) length).stream().map(MerkleTree::leafHash).toList();
    byte[] root = MerkleTree.leafHash(new byte[0]);
    assertThat(MerkleTree.includes(root, size, index, root, proof))
        .isEqualTo(size == 1 && index == 0 && proof.isEmpty());
    assertThat(MerkleTree.isConsistent(index, root, size, MerkleTree.nodeHash(root, root), proof))
        .isFalse();
  }

  @Property(tries = 30)
  void tree_that_was_kept_grows_on(@ForAll @IntRange(min = 0, max = 70_000) int size)
      throws Exception {
    KeptTiles tiles = new KeptTiles();
    LogTree tree = tree(tiles, leaves(size));
    LogTree kept = LogTree.of(tiles, size, tiles.edges(tree));
    LogTree copy = tree.copy();
    assertThat(kept.root()).isEqualTo(tree.root());
    for (byte[] leaf : leaves(300)) {
      tiles.keep(tree.append(MerkleTree.leafHash(leaf)));
      kept.append(MerkleTree.leafHash(leaf));
    }
    assertThat(kept.root()).isEqualTo(tree.root());
    assertThat(copy.size()).isEqualTo(size);
    assertThat(copy.root()).isEqualTo(MerkleTree.root(tree, size));
  }

  @Test
  void kept_edges_that_do_not_fit_the_size_are_refused() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> LogTree.of(new KeptTiles(), 3, List.of(List.of(new byte[32]))));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> LogTree.of(new KeptTiles(), 256, List.of(List.of())));
  }

  /** Each way to spoil a proof a little. */
  private static List<List<byte[]>> spoilt(List<byte[]> proof, int pick) {
    List<List<byte[]>> all = new ArrayList<>();
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(new byte[MerkleTree.HASH]);
    all.add(longer);
    if (!proof.isEmpty()) {
      int at = Math.floorMod(pick, proof.size());
      all.add(proof.subList(0, proof.size() - 1));
      List<byte[]> changed = new ArrayList<>(proof);
      changed.set(at, flipped(proof.get(at), pick));
      all.add(changed);
      List<byte[]> shorter = new ArrayList<>(proof);
      shorter.set(at, new byte[MerkleTree.HASH - 1]);
      all.add(shorter);
    }
    return all;
  }

  private static byte[] flipped(byte[] hash, int pick) {
    byte[] flipped = hash.clone();
    flipped[Math.floorMod(pick, flipped.length)] ^= 1;
    return flipped;
  }

  private static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      leaves.add(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i});
    }
    return leaves;
  }

  private static LogTree tree(List<byte[]> leaves) {
    return tree(new KeptTiles(), leaves);
  }

  private static LogTree tree(KeptTiles tiles, List<byte[]> leaves) {
    LogTree tree = new LogTree(tiles);
    for (byte[] leaf : leaves) {
      tiles.keep(tree.append(MerkleTree.leafHash(leaf)));
    }
    return tree;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** Tiles in memory; a tile that is written twice is a fault of the tree. */
  private static final class KeptTiles implements LogTree.Tiles {

    private final Map<String, LogTree.Tile> tiles = new HashMap<>();

    void keep(List<LogTree.Tile> whole) {
      for (LogTree.Tile each : whole) {
        assertThat(tiles.put(each.level() + "/" + each.index(), each)).isNull();
      }
    }

    @Override
    public TileNodes tile(int level, long index) {
      return TileNodes.of(tiles.get(level + "/" + index).hashes());
    }

    /** As a store finds them: of the lowest level from the leaves, of others from tiles' roots. */
    List<List<byte[]>> edges(LogTree tree) throws IOException {
      List<List<byte[]>> edges = new ArrayList<>();
      long count = tree.size();
      for (int level = 0; count > 0; level++) {
        List<byte[]> edge = new ArrayList<>();
        for (long i = count - count % LogTree.TILE_WIDTH; i < count; i++) {
          edge.add(level == 0 ? tree.hash(0, i) : tiles.get((level - 1) + "/" + i).root());
        }
        edges.add(edge);
        count >>= LogTree.TILE_LEVELS;
      }
      return edges;
    }
  }

  /** MTH, PATH and PROOF, word for word. */
  private static final class Naive {

    static byte[] root(List<byte[]> d) {
      if (d.isEmpty()) {
        return Sha256.newDigest().digest();
      }
      if (d.size() == 1) {
        return MerkleTree.leafHash(d.get(0));
      }
      int k = split(d.size());
      return MerkleTree.nodeHash(root(d.subList(0, k)), root(d.subList(k, d.size())));
    }

    static List<byte[]> path(int m, List<byte[]> d) {
      if (d.size() == 1) {
        return List.of();
      }
      int k = split(d.size());
      return m < k
          ? with(path(m, d.subList(0, k)), root(d.subList(k, d.size())))
          : with(path(m - k, d.subList(k, d.size())), root(d.subList(0, k)));
    }

    static List<byte[]> proof(int m, List<byte[]> d) {
      return subproof(m, d, true);
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
      if (m == d.size()) {
        return b ? List.of() : List.of(root(d));
      }
      int k = split(d.size());
      return m <= k
          ? with(subproof(m, d.subList(0, k), b), root(d.subList(k, d.size())))
          : with(subproof(m - k, d.subList(k, d.size()), false), root(d.subList(0, k)));
    }

    private static List<byte[]> with(List<byte[]> list, byte[] last) {
      List<byte[]> longer = new ArrayList<>(list);
      longer.add(last);
      return longer;
    }

    private static int split(int n) {
      int k = 1;
      while (k * 2 < n) {
        k *= 2;
      }
      return k;
    }
  }
}
