/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.TileNodes;

/** Tiles of the log that were used last, and the others from where they are kept. */
final class TileCache implements LogTree.Tiles {

  /** 8 KB each; a proof needs one of each level. */
  private static final int MOST = 64;

  private final Store store;

  private final Map<Key, TileNodes> tiles =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TileNodes> eldest) {
          return size() > MOST;
        }
      };

  private record Key(int level, long index) {}

  /** Where tiles are kept. */
  interface Store {

    /** The hashes of a tile; null when there is no such tile. */
    byte[] hashes(int level, long index) throws IOException;
  }

  TileCache(Store store) {
    this.store = store;
  }

  /** Tiles that are committed. */
  synchronized void put(List<LogTree.Tile> whole) {
    for (LogTree.Tile each : whole) {
      tiles.put(new Key(each.level(), each.index()), each.nodes());
    }
  }

  @Override
  public TileNodes tile(int level, long index) throws IOException {
    Key key = new Key(level, index);
    synchronized (this) {
      TileNodes known = tiles.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] read = store.hashes(level, index);
    if (read == null || read.length != LogTree.TILE_WIDTH * MerkleTree.HASH) {
      throw new IOException("tile " + level + "/" + index + " of the log is missing or damaged");
    }
    TileNodes nodes = TileNodes.of(read);
    synchronized (this) {
      tiles.put(key, nodes);
    }
    return nodes;
  }
}
