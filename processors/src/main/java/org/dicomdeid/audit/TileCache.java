/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;

/** Tiles of the log that were used last, and the others from where they are kept. */
final class TileCache implements LogTree.Tiles {

  /** 8 KB each; a proof needs one of each level. */
  private static final int MOST = 64;

  private final LogTree.Tiles store;

  private final Map<Key, byte[]> tiles =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
          return size() > MOST;
        }
      };

  private record Key(int level, long index) {}

  /**
   * A cache before a store.
   *
   * @param store gives null for a tile that it does not have
   */
  TileCache(LogTree.Tiles store) {
    this.store = store;
  }

  /** Tiles that are committed. */
  synchronized void put(List<LogTree.Tile> whole) {
    for (LogTree.Tile each : whole) {
      tiles.put(new Key(each.level(), each.index()), each.hashes());
    }
  }

  @Override
  public byte[] hashes(int level, long index) throws IOException {
    Key key = new Key(level, index);
    synchronized (this) {
      byte[] known = tiles.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] read = store.hashes(level, index);
    if (read == null || read.length != LogTree.TILE_WIDTH * MerkleTree.HASH) {
      throw new IOException("tile " + level + "/" + index + " of the log is missing or damaged");
    }
    synchronized (this) {
      tiles.put(key, read);
    }
    return read;
  }
}
