/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/**
 * A file that was written to a moment ago cannot be read: its writer may only have stalled, so it
 * is left alone until it is old enough to be judged.
 */
public final class UnsettledException extends Exception {

  private static final long serialVersionUID = 1;

  public UnsettledException() {
    super("The file cannot be read as it is, and may not be whole yet.");
  }
}
