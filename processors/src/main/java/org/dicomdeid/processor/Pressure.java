/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is room for more: on the disk of the data folder, and in the backlogs. Once one of
 * them is full it stays so until it is a tenth better, so that intakes do not flutter.
 */
public final class Pressure {

  /**
   * The bounds.
   *
   * @param minFreeBytes on the disk of the data folder
   * @param maxWaiting objects in one destination's backlog
   */
  public record Bounds(long minFreeBytes, int maxWaiting) {

    public static Bounds standard() {
      return new Bounds(256L << 20, 100_000);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Pressure.class);

  private final Path folder;
  private final Outlets outlets;
  private final Bounds bounds;
  private boolean diskFull;

  public Pressure(Path folder, Outlets outlets, Bounds bounds) {
    this.folder = folder;
    this.outlets = outlets;
    this.bounds = bounds;
  }

  /** Why intakes for these destinations must wait, in a few words; empty when they need not. */
  public Optional<String> on(Collection<String> destinations) throws IOException {
    if (isDiskFull()) {
      return Optional.of("the disk of the data folder is nearly full");
    }
    for (String each : destinations) {
      Outlet outlet = outlets.of(each);
      if (outlet.isFull(bounds.maxWaiting())) {
        return Optional.of("too much waits for the destination " + each);
      }
    }
    return Optional.empty();
  }

  private synchronized boolean isDiskFull() {
    long free = folder.toFile().getUsableSpace();
    long least = bounds.minFreeBytes();
    boolean full = free < (diskFull ? least + least / 10 : least);
    if (full != diskFull) {
      diskFull = full;
      LOG.atWarn()
          .addKeyValue("freeBytes", free)
          .addKeyValue("leastBytes", least)
          .log(full ? "disk nearly full, intakes pause" : "disk has room again, intakes go on");
    }
    return full;
  }
}
