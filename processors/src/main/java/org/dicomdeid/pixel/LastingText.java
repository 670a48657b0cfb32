/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * Text that stands in one place for several windows of a cine and was missed, or let stay, in one
 * between them goes there too: the same letters do not become harmless for half a second.
 */
final class LastingText {

  private static final double SAME_PLACE = 0.5;

  private LastingText() {}

  /**
   * The findings, those of one place joined over the windows from the first to the last of them.
   */
  static List<Finding> bridge(List<Finding> findings) {
    List<Finding> joined = new ArrayList<>();
    for (Finding next : findings) {
      int at = next.redacted() ? lastOfPlace(joined, next) : -1;
      if (at < 0) {
        joined.add(next);
      } else {
        Finding before = joined.get(at);
        joined.set(
            at,
            new Finding(
                before.kind(),
                true,
                before.box().union(next.box()),
                before.line().union(next.line()),
                before.firstFrame(),
                next.lastFrame(),
                Math.max(before.characters(), next.characters())));
      }
    }
    return joined;
  }

  private static int lastOfPlace(List<Finding> joined, Finding next) {
    for (int i = joined.size() - 1; i >= 0; i--) {
      Finding before = joined.get(i);
      if (before.redacted()
          && before.lastFrame() < next.firstFrame()
          && share(before.box(), next.box()) >= SAME_PLACE) {
        return i;
      }
    }
    return -1;
  }

  /** What two boxes share of both together. */
  private static double share(Box one, Box other) {
    double both = one.intersection(other).area();
    double all = one.area() + other.area() - both;
    return all == 0 ? 0 : both / all;
  }
}
