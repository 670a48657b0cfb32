/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/**
 * A destination did not take an object, and its backlog could not be written to either: the source
 * must stay where it is.
 */
public final class UnqueuedException extends Exception {

  private static final long serialVersionUID = 1;

  public UnqueuedException() {
    super("The backlog of a destination cannot be written to: make room in the data folder.");
  }
}
