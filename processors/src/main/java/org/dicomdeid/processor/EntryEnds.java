/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Notes the end of each object of an archive; nothing of it flows back to the archive's way. */
public final class EntryEnds implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange before, Exchange entry) {
    int index = entry.getProperty(Exchange.SPLIT_INDEX, Integer.class);
    try {
      String outcome = entry.getMessage().getHeader(DicomDeidConstants.OUTCOME, String.class);
      ArchiveEntries.of(entry)
          .ended(index, entry.isFailed(), DicomDeidConstants.QUARANTINED.equals(outcome));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return before;
  }
}
