/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.List;

/**
 * A box and what to fill it with.
 *
 * @param cells one cell per sample, in the colour space of the decoded {@link Frame}: all allocated
 *     bits, without sign
 */
public record Patch(Box box, List<Integer> cells) {

  public Patch {
    cells = List.copyOf(cells);
  }

  /** The part of it that lies in a box; without area when none does. */
  public Patch within(Box other) {
    return new Patch(box.intersection(other), cells);
  }

  public int cell(int sample) {
    return cells.get(sample);
  }
}
