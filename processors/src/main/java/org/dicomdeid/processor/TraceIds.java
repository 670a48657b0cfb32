/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One random id for each object on its way, by which all log lines about it are found: the same
 * from its first claim to its release, however often it is tried in between, and another when the
 * same content comes again later. Derived from nothing, so it tells nothing.
 */
final class TraceIds {

  /** Key of log lines, and of the thread's log context. */
  static final String KEY = "trace";

  private static final int AT_MOST = 100_000;

  private final Map<String, String> byContent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > AT_MOST;
        }
      };

  /** A new one. */
  static String next() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  /** The one that this content has had since it was claimed first. */
  synchronized String of(String sha256, String otherwise) {
    return byContent.computeIfAbsent(sha256, key -> otherwise);
  }

  /** The object came to its end. */
  synchronized void ended(String sha256) {
    byContent.remove(sha256);
  }
}
