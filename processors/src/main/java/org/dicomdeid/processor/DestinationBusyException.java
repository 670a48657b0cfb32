/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/** The destination answered, but takes nothing now, whatever the object. */
public final class DestinationBusyException extends Exception {

  private static final long serialVersionUID = 1;

  public DestinationBusyException() {
    super("The destination takes nothing now.");
  }
}
