/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A symbolic link in a folder that somebody named to have it read, to what lies in none that was
 * named. It is not followed: nobody asked for what is there. Whoever asks walks down entry by
 * entry, so that no folder on the way is one.
 */
public final class OutwardLink {

  private OutwardLink() {}

  /**
   * Whether an entry is one.
   *
   * @param named the folders, which may be links themselves
   * @throws IOException when it leads to nothing
   */
  public static boolean is(Path entry, List<Path> named) throws IOException {
    if (!Files.isSymbolicLink(entry)) {
      return false;
    }
    Path target = entry.toRealPath();
    for (Path each : named) {
      if (target.startsWith(each.toRealPath())) {
        return false;
      }
    }
    return true;
  }
}
