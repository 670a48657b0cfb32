/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.util.OptionalLong;

/**
 * What a walk over the whole log found.
 *
 * @param receipts that were good before the first bad one
 * @param firstBad number of the first receipt that is not as it was written, empty when all are
 * @param sentence what that means
 */
public record ChainReport(long receipts, OptionalLong firstBad, String sentence) {

  /** Whether every receipt is as it was written. */
  public boolean holds() {
    return firstBad.isEmpty();
  }
}
