/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the threads of a run work on: the files that the user named, and before the next of them the
 * objects of archives among them, so that all threads share one archive's objects.
 */
final class Inputs {

  /**
   * One file.
   *
   * @param fromArchive whether it was unpacked, and is to be deleted when it is done
   */
  record Input(Path path, long bytes, boolean fromArchive) {}

  private final InputFiles files;
  private final Deque<Path> unpacked = new ArrayDeque<>();
  private int open;

  Inputs(InputFiles files) {
    this.files = files;
  }

  /** The next; waits while an archive may still bring some; null when there are no more. */
  synchronized Input next() {
    while (true) {
      if (!unpacked.isEmpty() && !files.isClosed()) {
        return new Input(unpacked.poll(), 0, true);
      }
      InputFiles.InputFile file = files.next();
      if (file != null) {
        open++;
        return new Input(file.path(), file.bytes(), false);
      }
      if (open == 0 || files.isClosed()) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  /** Objects of an archive that is being worked on. */
  synchronized void add(List<Path> objects) {
    unpacked.addAll(objects);
    notifyAll();
  }

  synchronized void finished(Input input) {
    if (!input.fromArchive()) {
      open--;
      notifyAll();
    }
  }
}
