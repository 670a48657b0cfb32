/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of a server that are done here and are to leave it with the next look at their folder. What
 * is listed then with the same length and time is the file that is done; what comes later under its
 * name may be another one, and has to be fetched to be known by its content.
 */
final class DoneFiles {

  private static final int MOST = 10_000;

  private record Done(long bytes, long modified, long look) {}

  private final Map<String, Done> leaving = new HashMap<>();
  private final Map<String, String> contents = new LinkedHashMap<>();
  private long look;

  /** The server is about to be asked what it has. */
  synchronized void nextLook() {
    look++;
    leaving.values().removeIf(done -> look - done.look() > 1);
  }

  /** It has its end, and is to go. */
  synchronized void add(String path, long bytes, long modified) {
    leaving.put(path, new Done(bytes, modified, look));
  }

  /** Whether what is listed is the file that is done; said once. */
  synchronized boolean take(String path, long bytes, long modified) {
    Done done = leaving.remove(path);
    return done != null && done.bytes() == bytes && done.modified() == modified;
  }

  /** What a file held that has its end. */
  synchronized void holds(String path, String sha256) {
    contents.remove(path);
    contents.put(path, sha256);
    if (contents.size() > MOST) {
      // Whoever forgets asks the ledger.
      contents.remove(contents.keySet().iterator().next());
    }
  }

  /** What a file held when it had its end; null when that is not known. */
  synchronized String held(String path) {
    return contents.get(path);
  }

  /** It left. */
  synchronized void gone(String path) {
    contents.remove(path);
  }
}
