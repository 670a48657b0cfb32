/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.nio.file.Path;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Operation;

/** What came of one object. */
public sealed interface Outcome {

  /** The content that came in. */
  Content input();

  /** What the receipt will say. */
  Operation operation();

  /**
   * The object is clean and lies in {@code file}.
   *
   * @param unexaminedPixels whether it has pixels that nobody searched for burned-in text
   */
  record Sanitized(
      Content input,
      Content output,
      Path file,
      ObjectName name,
      boolean unexaminedPixels,
      Operation operation)
      implements Outcome {

    /**
     * The object as one that must not be delivered after all; its file stays for the caller to
     * remove.
     */
    public Refused refused(Reason reason) {
      return new Refused(input, reason, operation.quarantined(reason.forReceipt()));
    }

    public Sanitized movedTo(Path target) {
      return new Sanitized(input, output, target, name, unexaminedPixels, operation);
    }
  }

  /** The object must not be delivered; nothing of it was written. */
  record Refused(Content input, Reason reason, Operation operation) implements Outcome {}
}
