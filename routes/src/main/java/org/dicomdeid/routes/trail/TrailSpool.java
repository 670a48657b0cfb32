/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.trail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.dicomdeid.receipt.OwnerOnly;

/** Messages that are not sent yet, a file each, in order; they outlive the process. */
final class TrailSpool {

  /** So that a repository that is gone for months does not fill the disk: about 3 GB. */
  private static final int MOST = 1_000_000;

  private static final Duration ABANDONED = Duration.ofMinutes(1);
  private static final String SUFFIX = ".xml";

  private final Path folder;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private long last;

  private TrailSpool(Path folder) {
    this.folder = folder;
  }

  /** Opens the folder, with what an earlier process left in it. */
  static TrailSpool open(Path folder) throws IOException {
    OwnerOnly.createFolder(folder);
    TrailSpool spool = new TrailSpool(folder);
    spool.look();
    return spool;
  }

  /** Also finds what another process left. */
  private void look() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        if (each.toString().endsWith(SUFFIX)) {
          found.add(each);
        } else if (age(each).compareTo(ABANDONED) > 0) {
          // A message that a killed process had not written whole.
          Files.delete(each);
        }
      }
    }
    Collections.sort(found);
    waiting.addAll(found);
    if (!found.isEmpty()) {
      String name = found.get(found.size() - 1).getFileName().toString();
      last = Math.max(last, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
    }
  }

  private static Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
  }

  /**
   * Adds a message.
   *
   * @throws IOException when there is no room
   */
  synchronized void add(String message) throws IOException {
    if (waiting.size() >= MOST) {
      throw new IOException("too many audit messages wait");
    }
    // By time, and in order also within a microsecond.
    last = Math.max(last + 1, System.currentTimeMillis() * 1000);
    Path file = folder.resolve(String.format(Locale.ROOT, "%019d", last) + SUFFIX);
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    OwnerOnly.createEmpty(draft);
    Files.writeString(draft, message);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    waiting.add(file);
    notifyAll();
  }

  /** The oldest message; waits for one as long as it is told to, null when none came. */
  // Whoever wakes too early finds nothing, and asks again.
  @SuppressWarnings("WaitNotInLoop")
  synchronized Path oldest(long millis) throws InterruptedException, IOException {
    if (waiting.isEmpty()) {
      wait(millis);
      if (waiting.isEmpty()) {
        look();
      }
    }
    return waiting.peek();
  }

  synchronized void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    waiting.remove(file);
  }

  synchronized int size() {
    return waiting.size();
  }
}
