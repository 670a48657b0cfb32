/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.List;
import java.util.Optional;

/**
 * That a receipt stands in a log: its place, the proof that leads from its envelope to the root of
 * a checkpoint, and a time stamp over that checkpoint.
 *
 * @param index of the leaf: the receipt's number less one
 * @param proof siblings from the leaf up, RFC 9162 section 2.1.3.1
 * @param timestamp over {@link CheckpointNote#bytes}; empty while it is pending
 * @param renewals of that time stamp, oldest first, see {@link Renewal}
 */
public record LogEvidence(
    long index,
    List<byte[]> proof,
    CheckpointNote checkpoint,
    Optional<TimestampToken> timestamp,
    List<TimestampToken> renewals) {

  public LogEvidence {
    proof = List.copyOf(proof);
    renewals = List.copyOf(renewals);
  }

  /** Evidence whose time stamp was not renewed. */
  public LogEvidence(
      long index,
      List<byte[]> proof,
      CheckpointNote checkpoint,
      Optional<TimestampToken> timestamp) {
    this(index, proof, checkpoint, timestamp, List.of());
  }
}
