/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/**
 * The file that is being processed is no longer what was claimed, because its writer was not done:
 * it must be left alone and claimed again.
 */
public final class SourceChangedException extends Exception {

  private static final long serialVersionUID = 1;

  public SourceChangedException() {
    super(
        "The file changed while it was processed: raise the minimum age, or let its writer use done"
            + " files.");
  }
}
