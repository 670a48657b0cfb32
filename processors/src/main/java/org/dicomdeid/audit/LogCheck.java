/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.receipt.Checkpoint;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.VerificationKey;

/** Compares a log with a checkpoint that was made of it, whether it was kept here or outside. */
final class LogCheck {

  private LogCheck() {}

  /**
   * What does not fit, as a sentence; empty when the log begins with what the checkpoint covers.
   *
   * @throws IOException when tiles of the log are missing
   */
  static Optional<String> fault(
      CheckpointNote note, String storeId, List<VerificationKey> keys, LogTree log)
      throws IOException {
    Checkpoint checkpoint = note.checkpoint();
    if (!checkpoint.isOf(storeId)) {
      return Optional.of("The checkpoint is of another log.");
    }
    if (note.signer(keys).isEmpty()) {
      return Optional.of(
          "The checkpoint of "
              + checkpoint.size()
              + " receipts is not signed by a key of this site.");
    }
    if (checkpoint.size() > log.size()) {
      return Optional.of(
          "Receipts were cut off: a checkpoint covers "
              + checkpoint.size()
              + ", and the log has "
              + log.size()
              + ".");
    }
    if (!Arrays.equals(MerkleTree.root(log, checkpoint.size()), checkpoint.root())) {
      return Optional.of(
          "The first "
              + checkpoint.size()
              + " receipts of the log are not those of the checkpoint: history was rewritten.");
    }
    return Optional.empty();
  }
}
