/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.List;

/**
 * What de-identifying one object came to: what was done, and what must not be found in what is
 * written.
 */
public final class Deidentified {

  private final ActionTally tally;
  private final CleaningContext context;
  private final Pseudonyms pseudonyms;

  Deidentified(ActionTally tally, CleaningContext context, Pseudonyms pseudonyms) {
    this.tally = tally;
    this.context = context;
    this.pseudonyms = pseudonyms;
  }

  public List<ActionTally.Entry> actions() {
    return tally.entries();
  }

  /** A search for every identifier of the input, and every UID that was replaced. */
  public LeakSearch leakSearch() {
    return LeakSearch.of(context.leakPatterns(), pseudonyms.replacedUids());
  }
}
