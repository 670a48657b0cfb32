/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A checkpoint, and the proof that an older state of the log is its beginning, as C2SP tlog-witness
 * writes both: {@code old SIZE}, a hash a line, an empty line, the checkpoint.
 *
 * @param older number of receipts then
 * @param proof RFC 9162 section 2.1.4.1
 */
public record ConsistencyProof(long older, List<byte[]> proof, CheckpointNote checkpoint) {

  private static final String OLD = "old ";

  public ConsistencyProof {
    proof = List.copyOf(proof);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IOException when it is something else
   */
  public static ConsistencyProof parse(String text) throws IOException {
    int end = text.indexOf("\n\n");
    if (!text.startsWith(OLD) || end < 0) {
      throw new IOException("not a consistency proof");
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    if (!lines[0].matches("old (0|[1-9][0-9]{0,17})")) {
      throw new IOException("not a consistency proof");
    }
    List<byte[]> proof = new ArrayList<>();
    try {
      for (int i = 1; i < lines.length; i++) {
        proof.add(Base64.getDecoder().decode(lines[i]));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a consistency proof", e);
    }
    return new ConsistencyProof(
        Long.parseLong(lines[0].substring(OLD.length())),
        proof,
        CheckpointNote.parse(text.substring(end + 2)));
  }

  /** Lines, each ended by a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder(OLD).append(older).append('\n');
    for (byte[] each : proof) {
      text.append(Base64.getEncoder().encodeToString(each)).append('\n');
    }
    return text.append('\n').append(checkpoint.note()).toString();
  }

  /** Whether it leads from the smaller of both sizes to the larger. */
  boolean isBetween(long one, long other) {
    return older == Math.min(one, other) && checkpoint.checkpoint().size() == Math.max(one, other);
  }

  /** Whether the older state is the beginning of the newer, and the newer is of this checkpoint. */
  boolean holds(Checkpoint then, Checkpoint now) {
    return MerkleTree.isConsistent(then.size(), then.root(), now.size(), now.root(), proof);
  }
}
