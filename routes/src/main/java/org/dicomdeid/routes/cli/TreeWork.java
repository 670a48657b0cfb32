/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomdeid.processor.WorkFolder;

/**
 * Where files of a tree are written before they get their name: in the tree, so that a move is
 * atomic, and apart, so that what a killed run leaves is found and deleted by the next.
 */
final class TreeWork implements Closeable {

  private static final String NAME = ".dicom-deid";

  private final Path parent;
  private final WorkFolder work;

  private TreeWork(Path parent, WorkFolder work) {
    this.parent = parent;
    this.work = work;
  }

  /**
   * Makes the tree where it is missing.
   *
   * @param what what a message calls it
   */
  static TreeWork in(Path tree, String what) {
    try {
      Files.createDirectories(tree);
      Path parent = tree.resolve(NAME);
      return new TreeWork(parent, WorkFolder.open(parent));
    } catch (IOException fault) {
      throw new ConfigurationFault(
          "Nothing can be written to "
              + what
              + " ("
              + FaultMessages.kind(fault)
              + "). Change its permissions, or name another folder.",
          fault);
    }
  }

  Path path() {
    return work.path();
  }

  @Override
  public void close() throws IOException {
    work.close();
    try {
      Files.deleteIfExists(parent);
    } catch (DirectoryNotEmptyException e) {
      // Another run works here.
      return;
    }
  }
}
