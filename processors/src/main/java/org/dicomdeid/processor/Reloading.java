/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dicomdeid.profile.ProfileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is read from files of the site and read anew when they change: a profile, a device catalog.
 * Files that cannot be used leave the earlier value in place, and are told of.
 */
public final class Reloading<T> implements Supplier<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

  /**
   * What was read, and from which files.
   *
   * @param name what the log calls it, with its digest
   */
  public record Loaded<T>(T value, String name, List<Path> files) {}

  /** Reads the files. */
  @FunctionalInterface
  public interface Source<T> {

    /**
     * Reads and checks all of it.
     *
     * @throws ProfileException with file, line and mend when it cannot be used
     */
    Loaded<T> load() throws ProfileException;
  }

  private final Source<T> source;
  private volatile Loaded<T> current;
  private volatile String problem;
  private final AtomicLong reloads = new AtomicLong();
  private String seen;
  private String used;

  /** Reads for the first time. */
  public Reloading(Source<T> source) throws ProfileException {
    this.source = source;
    this.current = source.load();
    this.used = stamp(current.files());
    this.seen = used;
  }

  /** The last one that could be used. */
  @Override
  public T get() {
    return current.value();
  }

  /** What is wrong with the files as they are now; empty when they are what is used. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** How often something new was put to use. */
  public long reloads() {
    return reloads.get();
  }

  /**
   * Looks at the files. A change is read once it looks the same twice in a row: half a profile that
   * somebody is still writing could be a valid one that removes less.
   */
  public synchronized void check() {
    List<Path> files = current.files();
    String now = stamp(files);
    boolean settled = now.equals(seen);
    seen = now;
    if (!settled || (now.equals(used) && problem == null)) {
      return;
    }
    try {
      Loaded<T> loaded = source.load();
      String before = current.name();
      current = loaded;
      // As they were before they were read: a change since then is seen by the next look.
      used = loaded.files().equals(files) ? now : stamp(loaded.files());
      seen = used;
      problem = null;
      reloads.incrementAndGet();
      LOG.atInfo()
          .addKeyValue("before", before)
          .addKeyValue("now", loaded.name())
          .log("changed on disk, in use from the next object on");
    } catch (ProfileException e) {
      String told = e.getMessage();
      if (!told.equals(problem)) {
        LOG.atError()
            .addKeyValue("inUse", current.name())
            .addKeyValue("problem", told)
            .log("changed on disk and cannot be used: what was read before stays in use");
      }
      problem = told;
    }
  }

  private static String stamp(List<Path> files) {
    return files.stream().map(Reloading::stamp).collect(Collectors.joining("|"));
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.lastModifiedTime() + " " + found.size() + " " + found.fileKey();
    } catch (IOException e) {
      return "gone";
    }
  }
}
