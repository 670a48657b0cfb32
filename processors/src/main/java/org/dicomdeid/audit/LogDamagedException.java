/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

/** The log's own checkpoint does not fit its receipts: some were removed, changed or exchanged. */
public final class LogDamagedException extends AuditException {

  LogDamagedException(String finding) {
    super(
        finding
            + " No receipt is added to such a log: restore the audit store from your backup;"
            + " 'dicom-deid audit verify' names the first bad receipt");
  }
}
