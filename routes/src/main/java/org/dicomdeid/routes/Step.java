/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

/** What an endpoint does with an object; {@code all} is what a route of one's own needs. */
public enum Step {
  /** Claim, de-identify and commit in one. */
  all,
  /** Wait while there is no room, on disk or in a backlog. */
  gate,
  /** Bring it to local disk, digest it, ask the ledger which destinations still need it. */
  claim,
  /** De-identify what was claimed. */
  sanitize,
  /** Append the receipt and the ledger rows of what was delivered. */
  commit,
  /** Let the source go, or refuse what a destination did not take. */
  release,
  /** Hold what was refused, with the reason. */
  quarantine
}
