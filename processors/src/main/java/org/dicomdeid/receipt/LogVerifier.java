/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.List;
import java.util.Optional;

/** Says whether a receipt stands in the log that it names, and how that log fits what is known. */
final class LogVerifier {

  private LogVerifier() {}

  /** The sentences about a receipt's place. */
  static void place(List<Finding> findings, ReceiptFile receipt, Claims claims, Trust trust) {
    LogPart log = receipt.log();
    Checkpoint checkpoint = log.checkpoint().checkpoint();
    boolean own = claims.store() != null && checkpoint.isOf(claims.store());
    if (!own) {
      findings.add(bad("log", "The checkpoint is of another log than the receipt."));
    } else if (log.index() != claims.sequence() - 1 || !log.includes(receipt.envelope())) {
      findings.add(
          bad("log", "The proof does not lead from this receipt to the checkpoint of the log."));
    } else {
      findings.add(
          good(
              "log",
              "The receipt is number "
                  + claims.sequence()
                  + " of the "
                  + checkpoint.size()
                  + " in the checkpoint of the log."));
    }
    findings.add(signature(log.checkpoint(), trust));
  }

  private static Finding signature(CheckpointNote note, Trust trust) {
    if (note.signer(trust.keys()).isPresent()) {
      return good("checkpoint", "The checkpoint is signed by a key that you trust.");
    }
    return bad(
        "checkpoint",
        trust.keys().isEmpty()
            ? "No trusted key was given, so it is open who signed the checkpoint."
            : "The checkpoint is signed by none of the keys that you trust, or was changed.");
  }

  /**
   * Compares a checkpoint with one that was kept from before.
   *
   * @param proof that leads from the one to the other, when they differ in size
   */
  static void kept(
      List<Finding> findings,
      CheckpointNote note,
      CheckpointNote kept,
      Optional<ConsistencyProof> proof,
      Trust trust) {
    Checkpoint now = note.checkpoint();
    Checkpoint then = kept.checkpoint();
    if (kept.signer(trust.keys()).isEmpty()) {
      findings.add(bad("kept checkpoint", "What was kept is not signed by a key that you trust."));
    } else if (!now.origin().equals(then.origin())) {
      findings.add(bad("kept checkpoint", "The kept checkpoint is of another log."));
    } else if (now.size() == then.size()) {
      findings.add(
          now.isSame(then)
              ? good("kept checkpoint", "The log is the one of the kept checkpoint.")
              : forked());
    } else if (proof.isEmpty() || !proof.get().isBetween(now.size(), then.size())) {
      findings.add(
          bad(
              "kept checkpoint",
              "The kept checkpoint has "
                  + then.size()
                  + " receipts and this one "
                  + now.size()
                  + ": ask the site for the consistency proof between both."));
    } else {
      boolean older = now.size() < then.size();
      boolean holds = older ? proof.get().holds(now, then) : proof.get().holds(then, now);
      findings.add(
          holds ? good("kept checkpoint", "Both checkpoints are of one history.") : forked());
    }
  }

  private static Finding forked() {
    return bad(
        "kept checkpoint",
        "The log is not the one that the kept checkpoint was made of: history was rewritten.");
  }

  static Finding good(String check, String sentence) {
    return new Finding(check, true, sentence);
  }

  static Finding bad(String check, String sentence) {
    return new Finding(check, false, sentence);
  }
}
