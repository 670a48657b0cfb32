/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long to leave alone what failed, twice as long each time; forgotten when it has rested. */
final class Pauses {

  private record Paused(Duration pause, long since) {}

  private final Duration first;
  private final Duration longest;
  private final Map<String, Paused> all = new LinkedHashMap<>();

  Pauses(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  synchronized Duration next(String path, long now) {
    Paused before = all.remove(path);
    Duration pause = before == null ? first : before.pause().multipliedBy(2);
    pause = pause.compareTo(longest) > 0 ? longest : pause;
    // In the order in which they came.
    all.put(path, new Paused(pause, now));
    Iterator<Paused> oldest = all.values().iterator();
    while (now - oldest.next().since() > 2 * longest.toNanos()) {
      oldest.remove();
    }
    return pause;
  }

  synchronized void forget(String path) {
    all.remove(path);
  }
}
