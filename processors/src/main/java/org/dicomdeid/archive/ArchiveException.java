/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.IOException;

/** An archive that is not taken apart: what is wrong; never a name of an entry. */
public final class ArchiveException extends IOException {

  private static final long serialVersionUID = 1;

  private final ArchiveFault fault;

  public ArchiveException(ArchiveFault fault) {
    super(fault.code() + ": " + fault.meaning());
    this.fault = fault;
  }

  public ArchiveFault fault() {
    return fault;
  }
}
