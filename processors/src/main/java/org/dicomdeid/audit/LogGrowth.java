/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.Checkpoint;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.Envelope;
import org.dicomdeid.receipt.LogEvidence;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.SigningKey;
import org.dicomdeid.receipt.TimestampToken;

/** What one commit adds to the log: it counts once the commit came through, or never. */
final class LogGrowth {

  private final LogTree tree;
  private final List<LogTree.Tile> tiles = new ArrayList<>();
  private CheckpointNote checkpoint;
  private TimestampToken token;

  LogGrowth(LogTree before) {
    this.tree = before.copy();
  }

  void add(Envelope envelope) {
    add(envelope.leafHash());
  }

  void add(byte[] leafHash) {
    tiles.addAll(tree.append(leafHash));
  }

  /** Signs what the log will be like. */
  void sign(String storeId, SigningKey key) throws IOException {
    checkpoint =
        CheckpointNote.sign(
            new Checkpoint(Checkpoint.origin(storeId), tree.size(), tree.root()), key);
  }

  /** Has the checkpoint stamped, when there is one and the authority may be asked. */
  void stamp(Stamping stamping) {
    if (checkpoint != null) {
      token = stamping.stamp(List.of(checkpoint.bytes())).get(0);
    }
  }

  void insert(LogTable table) throws SQLException {
    table.addTiles(tiles);
    if (checkpoint != null) {
      table.addCheckpoint(checkpoint);
      if (token != null) {
        table.addStamp(checkpoint.checkpoint().size(), token);
      }
    }
  }

  LogTree tree() {
    return tree;
  }

  List<LogTree.Tile> tiles() {
    return tiles;
  }

  /** Null when there is none. */
  CheckpointNote checkpoint() {
    return checkpoint;
  }

  /** Of a receipt, once this is committed; empty without a checkpoint. */
  Optional<LogEvidence> evidence(long sequence) {
    if (checkpoint == null) {
      return Optional.empty();
    }
    try {
      long index = sequence - 1;
      return Optional.of(
          new LogEvidence(
              index,
              MerkleTree.inclusionProof(tree, index, tree.size()),
              checkpoint,
              Optional.ofNullable(token)));
    } catch (IOException e) {
      // The receipt is committed, and its proof can be had from the store later.
      return Optional.empty();
    }
  }
}
