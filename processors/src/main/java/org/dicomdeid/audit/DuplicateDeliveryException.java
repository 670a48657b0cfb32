/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

/** The same content with the same profile and key is already in the ledger for a destination. */
public final class DuplicateDeliveryException extends AuditException {

  DuplicateDeliveryException(Throwable cause) {
    super(
        "this content was already delivered to one of these destinations under the same profile and"
            + " key; no receipt was written",
        cause);
  }
}
