/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/** The destination is not asked now: others wait for it, or it failed a moment ago. */
public final class HeldBackException extends Exception {

  private static final long serialVersionUID = 1;

  public HeldBackException() {
    super("Objects wait for this destination already.");
  }
}
