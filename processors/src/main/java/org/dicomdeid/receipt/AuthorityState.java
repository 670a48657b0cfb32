/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.Map;
import java.util.Optional;
import org.dicomdeid.receipt.TimestampException.Fault;

/**
 * How one authority does.
 *
 * @param name of its host, or {@code embedded}
 * @param fault of the last request; empty when it was answered well, or there was none yet
 * @param tokens that it gave since the start
 * @param faults how often each came since the start
 */
public record AuthorityState(
    String name, Optional<Fault> fault, long tokens, Map<Fault, Long> faults) {

  public AuthorityState {
    faults = Map.copyOf(faults);
  }
}
