/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Waits until what was written to a destination folder, and its name, are on disk: Camel's file
 * component copies without, and the ledger must not be more durable than what it vouches for. The
 * names of the folders around it are flushed once, not again with each file: every flush empties
 * the cache of the disk.
 */
public final class FolderSync implements Processor {

  private static final int KNOWN = 10_000;

  /** What tells a folder from one that somebody made anew under the same name. */
  private record Identity(Object fileKey, FileTime created) {}

  private final Path folder;
  private final Consumer<Path> flush;

  /** Folders whose names are on disk, and with them those of all folders around them. */
  private final Map<Path, Identity> named =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Path, Identity> eldest) {
              return size() > KNOWN;
            }
          });

  public FolderSync(String folder) {
    this(Path.of(folder), FolderSync::flush);
  }

  /** For tests, which watch what is flushed of folders. */
  FolderSync(Path folder, Consumer<Path> flush) {
    this.folder = folder.toAbsolutePath().normalize();
    this.flush = flush;
  }

  /**
   * Flushes the file that the file name header names.
   *
   * @throws IOException when it is not there, or cannot be written to disk
   */
  @Override
  public void process(Exchange exchange) throws IOException {
    sync(folder.resolve(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class)));
  }

  void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path holder = file.normalize().getParent();
    flush.accept(holder);
    Map<Path, Identity> flushed = new LinkedHashMap<>();
    for (Path each = holder; isWithin(each); each = each.getParent()) {
      Identity identity = identity(each);
      if (identity.fileKey() != null && identity.equals(named.get(each))) {
        break;
      }
      flush.accept(each.getParent());
      flushed.put(each, identity);
    }
    // Only now: of one that is known, all around it is on disk.
    named.putAll(flushed);
  }

  private boolean isWithin(Path each) {
    return each.startsWith(folder) && !each.equals(folder);
  }

  private static Identity identity(Path directory) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(directory, BasicFileAttributes.class);
      return new Identity(found.fileKey(), found.creationTime());
    } catch (NoSuchFileException e) {
      // Whoever fetched the file took its folder away too.
      return new Identity(null, null);
    }
  }

  private static void flush(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some platforms cannot open a folder; the rename itself has succeeded.
      return;
    }
  }
}
