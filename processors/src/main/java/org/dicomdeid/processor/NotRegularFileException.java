/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/**
 * What is to be claimed is no regular file but a folder, named pipe, socket or device: it is not
 * opened, since that may wait for ever, and left alone.
 */
public final class NotRegularFileException extends Exception {

  private static final long serialVersionUID = 1;

  public NotRegularFileException() {
    super("Only a regular file can be taken in; a named pipe, socket or device is left alone.");
  }
}
