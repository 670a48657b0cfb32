/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.dicomdeid.routes.OutwardLink;

/**
 * The files under what the user named, handed out one by one to any number of threads.
 *
 * <p>Folders are read as the files are taken, so a million files need no memory. What the user
 * named may be a link; in folders, links are followed that stay in what was named. Each real folder
 * is entered once, so links in a circle end.
 */
final class InputFiles implements Closeable {

  /** What else is met on the way. */
  enum Skipped {
    /** A device, socket or pipe: reading it might never end. */
    NOT_A_FILE("not a file"),
    /** A file or folder that cannot be looked at, or a link to nothing. */
    UNREADABLE("cannot be opened"),
    /** A link to a file or folder that nobody named. */
    LEADS_OUT("a link that leads out of the input: name what it leads to as well, if it is meant");

    private final String kind;

    Skipped(String kind) {
      this.kind = kind;
    }

    /** For the summary of a run. */
    String kind() {
      return kind;
    }
  }

  /** One input. */
  record InputFile(Path path, long bytes) {}

  private final Deque<Iterator<Path>> iterators = new ArrayDeque<>();
  private final Deque<Closeable> streams = new ArrayDeque<>();
  private final Set<Object> entered = new HashSet<>();
  private final List<Path> roots;
  private final List<Path> excluded;
  private final Consumer<Skipped> skipped;
  private boolean closed;

  /**
   * Reads nothing yet.
   *
   * @param roots files and folders
   * @param excluded folders, there or not yet, that are not entered even through a link
   */
  InputFiles(List<Path> roots, List<Path> excluded, Consumer<Skipped> skipped) throws IOException {
    this.skipped = skipped;
    this.roots = roots;
    this.excluded = new ArrayList<>();
    for (Path folder : excluded) {
      this.excluded.add(Folders.real(folder));
    }
    iterators.push(roots.iterator());
  }

  /** The next file; null when there are no more. */
  synchronized InputFile next() {
    while (!closed && !iterators.isEmpty()) {
      Path path = nextEntry();
      if (path == null) {
        leaveFolder();
        continue;
      }
      try {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory() && isExcluded(path)) {
          continue;
        }
        if (!attributes.isRegularFile() && !attributes.isDirectory()) {
          skipped.accept(Skipped.NOT_A_FILE);
        } else if (OutwardLink.is(path, roots)) {
          skipped.accept(Skipped.LEADS_OUT);
        } else if (attributes.isRegularFile()) {
          return new InputFile(path, attributes.size());
        } else if (entered.add(identity(path, attributes))) {
          enterFolder(path);
        }
      } catch (IOException fault) {
        skipped.accept(Skipped.UNREADABLE);
      }
    }
    return null;
  }

  /** After this, {@link #next} has no more. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!iterators.isEmpty()) {
      leaveFolder();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private Path nextEntry() {
    Iterator<Path> entries = iterators.peek();
    try {
      return entries.hasNext() ? entries.next() : null;
    } catch (DirectoryIteratorException fault) {
      skipped.accept(Skipped.UNREADABLE);
      return null;
    }
  }

  // Closed by leaveFolder, at the latest when this is closed.
  @SuppressWarnings("StreamResourceLeak")
  private void enterFolder(Path folder) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
    streams.push(stream);
    iterators.push(stream.iterator());
  }

  private void leaveFolder() {
    iterators.pop();
    // The outermost iterator is the list of roots and has no stream.
    if (!streams.isEmpty()) {
      try {
        streams.pop().close();
      } catch (IOException fault) {
        skipped.accept(Skipped.UNREADABLE);
      }
    }
  }

  private boolean isExcluded(Path folder) throws IOException {
    if (excluded.isEmpty()) {
      return false;
    }
    Path real = folder.toRealPath();
    return excluded.stream().anyMatch(real::startsWith);
  }

  /** What two paths to the same folder have in common. */
  private static Object identity(Path folder, BasicFileAttributes attributes) throws IOException {
    Object key = attributes.fileKey();
    return key == null ? folder.toRealPath() : key;
  }
}
