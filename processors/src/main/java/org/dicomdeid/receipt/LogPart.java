/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a receipt file says of its place in the log, none of it believed.
 *
 * @param token DER, over the checkpoint; null when there is none
 * @param renewals of the token, DER, oldest first
 */
@SuppressWarnings("ArrayRecordComponent")
record LogPart(
    long index,
    List<byte[]> proof,
    CheckpointNote checkpoint,
    byte[] token,
    List<byte[]> renewals) {

  LogPart {
    proof = List.copyOf(proof);
  }

  /** Reads the member {@code log}; null when there is none. */
  static LogPart parse(JsonNode log) throws IOException {
    if (log.isMissingNode() || log.isNull()) {
      return null;
    }
    List<byte[]> proof = new ArrayList<>();
    for (JsonNode each : log.path("proof")) {
      byte[] hash = ReceiptFile.bytes(each);
      if (hash == null) {
        throw new IOException("a hash is not base64 text");
      }
      proof.add(hash);
    }
    JsonNode index = log.path("index");
    if (!index.isIntegralNumber() || !index.canConvertToLong()) {
      throw new IOException("not a place in a log");
    }
    return new LogPart(
        index.longValue(),
        proof,
        CheckpointNote.parse(log.path("checkpoint").asText()),
        ReceiptFile.bytes(log.path("timestamp")),
        ReceiptFile.all(log.path("renewals")));
  }

  /** Whether the proof leads from the envelope to the root of the checkpoint. */
  boolean includes(Envelope envelope) {
    Checkpoint of = checkpoint.checkpoint();
    return MerkleTree.includes(of.root(), of.size(), index, envelope.leafHash(), proof);
  }
}
