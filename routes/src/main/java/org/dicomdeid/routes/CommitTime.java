/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

/** When an endpoint with {@code step=all} commits. */
public enum CommitTime {
  /**
   * Before the producer returns: the header with the receipt's number is there for the next step.
   */
  immediate,
  /**
   * When the exchange is done without failure: no receipt for what the route then did not deliver.
   */
  completion
}
