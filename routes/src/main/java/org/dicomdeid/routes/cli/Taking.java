/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.pipeline.QuarantineLock;
import org.dicomdeid.pipeline.TakenObject;
import org.dicomdeid.receipt.Content;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What one command takes out of quarantine. Whatever is not dropped by the end is put back, and
 * what is damaged is put back at once.
 */
final class Taking implements Closeable {

  private final QuarantineLock lock;
  private final List<TakenObject> taken = new ArrayList<>();
  private final List<HeldObject> damaged = new ArrayList<>();
  private int dropped;

  private Taking(QuarantineLock lock) {
    this.lock = lock;
  }

  /** Refuses while another command takes objects out. */
  static Taking from(Path folder) throws IOException {
    QuarantineLock lock = QuarantineLock.tryLock(folder);
    if (lock == null) {
      throw new ConfigurationFault(
          "Another command is taking objects out of this quarantine. Try again when it is done.");
    }
    return new Taking(lock);
  }

  /** Takes those that are there still and whose bytes are whole. */
  List<TakenObject> intact(List<HeldObject> held) throws IOException {
    List<TakenObject> whole = new ArrayList<>();
    for (HeldObject each : held) {
      Optional<TakenObject> one = TakenObject.take(each);
      if (one.isEmpty()) {
        continue;
      }
      taken.add(one.get());
      if (one.get().isIntact()) {
        whole.add(one.get());
      } else {
        damaged.add(each);
      }
    }
    return whole;
  }

  /** Copies to a name where nobody sees it before it is whole, and marks it done if asked to. */
  void copy(TakenObject object, Path target, String doneSuffix) throws IOException {
    HeldObject held = object.held();
    DurableFiles.copy(object.file(), target, new Content(held.sha256(), held.bytes()));
    if (!doneSuffix.isEmpty()) {
      Files.createFile(target.resolveSibling(target.getFileName() + doneSuffix));
    }
  }

  void drop(TakenObject object) throws IOException {
    object.drop();
    taken.remove(object);
    dropped++;
  }

  /** Says what was done and what was not; the exit status. */
  int report(CommandSpec spec, String done, String where) {
    spec.commandLine()
        .getOut()
        .println(done + " " + dropped + (dropped == 1 ? " object" : " objects") + where + ".");
    for (HeldObject each : damaged) {
      spec.commandLine().getErr().println(HeldObjects.damaged(each));
    }
    return damaged.isEmpty() ? Cli.DONE : Cli.NOT_ALL;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      for (TakenObject each : taken) {
        each.putBack();
      }
    }
  }
}
