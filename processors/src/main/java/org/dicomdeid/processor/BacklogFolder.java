/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.receipt.OwnerOnly;

/**
 * What waits for one destination, on disk, in the order in which it came. An entry is three files:
 * the de-identified object, the original (for quarantine, should the destination refuse the object
 * for good), and what the ledger and the receipt need. The last of them is renamed into place when
 * all are durable, and is the first to go: with it, the entry exists; without it, it never did.
 */
final class BacklogFolder {

  private static final Pattern NAME = Pattern.compile("([0-9]{12})-([0-9a-f]{32})\\.json");
  private static final String ENTRY = ".json";
  private static final String OBJECT = ".dcm";
  private static final String ORIGINAL = ".original";

  /**
   * Where an entry lies.
   *
   * @param number its place in the order
   */
  record Place(Path folder, long number, String key) {

    Path entry() {
      return file(ENTRY);
    }

    Path object() {
      return file(OBJECT);
    }

    Path original() {
      return file(ORIGINAL);
    }

    private Path file(String suffix) {
      return folder.resolve(String.format("%012d-%s%s", number, key, suffix));
    }
  }

  private final Path folder;
  private final TreeMap<Long, String> order = new TreeMap<>();
  private final Set<String> keys = new HashSet<>();
  private long last;
  private Place oldest;
  private Instant oldestSince;

  private BacklogFolder(Path folder) {
    this.folder = folder;
  }

  /** Finds what a former process left, and clears away what it did not finish. */
  static BacklogFolder open(Path folder) throws IOException {
    BacklogFolder opened = new BacklogFolder(folder);
    if (Files.isDirectory(folder)) {
      opened.find();
    }
    return opened;
  }

  private void find() throws IOException {
    Set<Path> whole = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ENTRY)) {
      for (Path each : entries) {
        Matcher name = NAME.matcher(each.getFileName().toString());
        if (name.matches()) {
          Place place = new Place(folder, Long.parseLong(name.group(1)), name.group(2));
          order.put(place.number(), place.key());
          keys.add(place.key());
          whole.add(place.object());
          whole.add(place.original());
        }
      }
    }
    last = order.isEmpty() ? 0 : order.lastKey();
    clear("*" + OBJECT, whole);
    clear("*" + ORIGINAL, whole);
    clear(".*.part", Set.of());
  }

  private void clear(String pattern, Set<Path> kept) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path each : files) {
        if (!kept.contains(each)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  /**
   * Adds an entry at the end; durable on return. Nothing changes when its key waits already.
   *
   * @param object and {@code original} stay where they are
   * @throws IOException when it cannot be made durable, such as on a full disk; nothing is left
   */
  void add(BacklogEntry entry, Path object, Path original) throws IOException {
    if (contains(entry.key())) {
      return;
    }
    OwnerOnly.createFolder(folder);
    Path objectPart = DurableFiles.partBeside(folder.resolve("object"));
    Path originalPart = DurableFiles.partBeside(folder.resolve("original"));
    try {
      linkOrCopy(object, objectPart);
      // Never linked: whoever wrote it may still write.
      if (!DurableFiles.copy(original, originalPart).equals(entry.input())) {
        throw new IOException("the source changed while it was copied to the backlog");
      }
      publish(entry, objectPart, originalPart);
    } catch (IOException e) {
      discard(objectPart, e);
      discard(originalPart, e);
      throw e;
    }
  }

  private synchronized void publish(BacklogEntry entry, Path object, Path original)
      throws IOException {
    Place place = new Place(folder, last + 1, entry.key());
    try {
      DurableFiles.rename(object, place.object());
      DurableFiles.rename(original, place.original());
      DurableFiles.replace(place.entry(), BacklogFile.bytes(entry));
    } catch (IOException e) {
      discard(place.object(), e);
      discard(place.original(), e);
      throw e;
    }
    last++;
    order.put(place.number(), place.key());
    keys.add(place.key());
  }

  private static void discard(Path file, IOException reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException e) {
      DurableFiles.copy(from, to);
      return;
    }
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Takes an entry away. When that fails half-way, the ledger knows it the next time. */
  void remove(Place place) throws IOException {
    Files.deleteIfExists(place.entry());
    synchronized (this) {
      order.remove(place.number());
      keys.remove(place.key());
    }
    Files.deleteIfExists(place.object());
    Files.deleteIfExists(place.original());
  }

  synchronized boolean contains(String key) {
    return keys.contains(key);
  }

  synchronized int size() {
    return order.size();
  }

  /** The entry that {@code skip} others stand before. */
  synchronized Optional<Place> get(int skip) {
    Iterator<Map.Entry<Long, String>> entries = order.entrySet().iterator();
    for (int i = 0; i < skip && entries.hasNext(); i++) {
      entries.next();
    }
    if (!entries.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<Long, String> found = entries.next();
    return Optional.of(new Place(folder, found.getKey(), found.getValue()));
  }

  /** When the first entry began to wait; empty when nothing waits. */
  Optional<Instant> oldest() {
    Optional<Place> first = get(0);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    synchronized (this) {
      if (!first.get().equals(oldest)) {
        try {
          oldestSince = Files.getLastModifiedTime(first.get().entry()).toInstant();
          oldest = first.get();
        } catch (NoSuchFileException e) {
          return Optional.empty();
        } catch (IOException e) {
          return Optional.of(Instant.EPOCH);
        }
      }
      return Optional.of(oldestSince);
    }
  }
}
