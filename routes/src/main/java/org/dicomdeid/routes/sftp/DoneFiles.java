/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of a server that are done here and are to leave it, by length and time: one that was
 * written to since is another file. What is not listed again soon is forgotten, for somebody else
 * took it away, and another file may come under its name.
 */
final class DoneFiles {

  private static final Duration SOON = Duration.ofHours(1);

  private record Done(long bytes, long modified, long since) {}

  private final Map<String, Done> files = new LinkedHashMap<>();

  synchronized void add(String path, long bytes, long modified, long now) {
    // In the order in which they came.
    files.remove(path);
    files.put(path, new Done(bytes, modified, now));
    Iterator<Done> oldest = files.values().iterator();
    while (isLate(oldest.next(), now)) {
      oldest.remove();
    }
  }

  /** Whether what is listed is the file that is done. */
  synchronized boolean isDone(String path, long bytes, long modified, long now) {
    Done known = files.get(path);
    if (known == null) {
      return false;
    }
    boolean same = known.bytes() == bytes && known.modified() == modified;
    if (!same || isLate(known, now)) {
      files.remove(path);
      return false;
    }
    return true;
  }

  synchronized void forget(String path) {
    files.remove(path);
  }

  private static boolean isLate(Done done, long now) {
    return now - done.since() > SOON.toNanos();
  }
}
