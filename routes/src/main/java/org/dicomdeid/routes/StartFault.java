/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.PrintStream;
import org.dicomdeid.audit.AuditException;
import org.dicomdeid.receipt.KeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why a service could not start; nothing has been read by then, so messages name no patient.
 */
final class StartFault {

  private static final Logger LOG = LoggerFactory.getLogger(StartFault.class);

  private StartFault() {}

  /**
   * Reports to the log and to a person.
   *
   * @return the exit status: 2 for what the operator can mend, 1 for the rest
   */
  static int report(Exception fault, PrintStream errors) {
    LOG.error("the service could not start", fault);
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof KeyException || each instanceof AuditException) {
        errors.println("dicom-deid.data: " + each.getMessage());
        return 2;
      }
    }
    errors.println("The service could not start: " + fault);
    return 1;
  }
}
