/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dicomdeid.pipeline.ObjectName;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.receipt.Content;

/**
 * The output folder: {@code study/series/instance.dcm}, each file there whole or not at all.
 *
 * <p>What lies on disk is the only record of which names are taken, so a second run into the same
 * folder is held to the same rule as a second input with the same name.
 */
final class OutputTree {

  /** What came of putting an object under its name. */
  enum Placement {
    WRITTEN,
    /** The very same bytes were there. */
    SAME,
    /** Other bytes, made from another input, are there; nothing was changed. */
    TAKEN
  }

  /** What is known of a file that has the name which an object wants. */
  interface Present {

    /** Whether it has these very bytes. */
    boolean isSame(Path file, Content output) throws IOException;

    /** Whether it was made from this input, so that this output is its newer edition. */
    boolean isMadeFrom(ObjectName name, Content input) throws IOException;
  }

  private static final int LOCKS = 256;

  private final Path root;
  private final Path work;
  private final Present present;
  private final Object[] locks = new Object[LOCKS];

  /**
   * A tree in a folder that is there.
   *
   * @param work where files are written before they get their name, on the same file system
   */
  OutputTree(Path root, Path work, Present present) {
    this.root = root;
    this.work = work;
    this.present = present;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** Where to write files before they get their name. */
  Path work() {
    return work;
  }

  /** Moves the object's file to its name; leaves it in the work folder unless WRITTEN. */
  Placement place(Sanitized object) throws IOException {
    Path target = root.resolve(object.name().relativePath());
    synchronized (locks[Math.floorMod(target.hashCode(), LOCKS)]) {
      if (Files.exists(target)) {
        if (present.isSame(target, object.output())) {
          return Placement.SAME;
        }
        if (!present.isMadeFrom(object.name(), object.input())) {
          return Placement.TAKEN;
        }
      }
      try {
        Files.move(object.file(), target, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException fault) {
        Files.createDirectories(target.getParent());
        Files.move(object.file(), target, StandardCopyOption.ATOMIC_MOVE);
      }
      return Placement.WRITTEN;
    }
  }

  /** Takes back an object that was placed but could not be recorded. */
  void remove(ObjectName name) throws IOException {
    Files.deleteIfExists(root.resolve(name.relativePath()));
  }
}
