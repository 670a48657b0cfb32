/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.nio.file.Path;
import org.dicomdeid.receipt.Operation;

/** What came of one object. */
public sealed interface Outcome {

  /** The content that came in. */
  ContentDigest input();

  /** What the receipt will say. */
  Operation operation();

  /**
   * The object is clean and lies in {@code file}.
   *
   * @param unexaminedPixels whether it has pixels that nobody searched for burned-in text
   */
  record Sanitized(
      ContentDigest input,
      ContentDigest output,
      Path file,
      ObjectName name,
      boolean unexaminedPixels,
      Operation operation)
      implements Outcome {}

  /** The object must not be delivered; nothing of it was written. */
  record Refused(ContentDigest input, Reason reason, Operation operation) implements Outcome {}
}
