/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.List;

/**
 * What de-identifying one object came to: what was done, and what must not be found in what is
 * written.
 */
public final class Deidentified {

  private final ActionTally tally;
  private final CleaningContext context;
  private final Pseudonyms pseudonyms;
  private final IdentifiersOfInput identifiers;

  /** Reads what an input said of its people. */
  @FunctionalInterface
  interface IdentifiersOfInput {
    ObjectIdentifiers read() throws IOException;
  }

  Deidentified(
      ActionTally tally,
      CleaningContext context,
      Pseudonyms pseudonyms,
      IdentifiersOfInput identifiers) {
    this.tally = tally;
    this.context = context;
    this.pseudonyms = pseudonyms;
    this.identifiers = identifiers;
  }

  public List<ActionTally.Entry> actions() {
    return tally.entries();
  }

  /**
   * What the input's header said of its people, to be looked for in its pixels. Read when asked
   * for, so that an object without pixels does not pay for it; the input must still be open.
   *
   * @throws IOException when a value cannot be read
   */
  public ObjectIdentifiers identifiers() throws IOException {
    return identifiers.read();
  }

  /** A search for every identifier of the input, and every UID that was replaced. */
  public LeakSearch leakSearch() {
    return LeakSearch.of(context.leakPatterns(), pseudonyms.replacedUids());
  }
}
