/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How many files wait in a folder; counted when asked, but not more often than every few seconds.
 */
final class Backlog {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final long AT_MOST = 100_000;

  private final Path folder;
  private final String suffix;
  private long counted;
  private long countedAt;
  private boolean known;

  /**
   * @param suffix that names end in; empty for all files
   */
  Backlog(Path folder, String suffix) {
    this.folder = folder;
    this.suffix = suffix;
  }

  /** At most 100,000; NaN when the folder cannot be listed. */
  synchronized double files() {
    if (!known || System.nanoTime() - countedAt > FRESH.toNanos()) {
      try (Stream<Path> files = Files.walk(folder)) {
        counted = files.filter(this::counts).limit(AT_MOST).count();
      } catch (IOException | UncheckedIOException e) {
        return Double.NaN;
      }
      countedAt = System.nanoTime();
      known = true;
    }
    return counted;
  }

  private boolean counts(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && !name.endsWith(".camelLock")
        && name.endsWith(suffix)
        && Files.isRegularFile(file);
  }
}
