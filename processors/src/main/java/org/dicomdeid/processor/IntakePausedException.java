/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/** There was no room for the object before the service stopped; its source stays. */
public final class IntakePausedException extends Exception {

  private static final long serialVersionUID = 1;

  public IntakePausedException() {
    super("The intake is paused, as there is no room; the object was not touched.");
  }
}
