/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/** How an operation ended; there is no third way. */
public enum Outcome {
  DELIVERED,
  QUARANTINED
}
