/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

/** Another process has the store open. */
public final class StoreInUseException extends AuditException {

  StoreInUseException(Throwable cause) {
    super(
        "another process has the audit store open: stop the other dicom-deid, or give this one its"
            + " own data folder (--data)",
        cause);
  }
}
