/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/** A precinct of a resolution of a tile-component (ITU-T T.800 B.6). */
final class Jpeg2000Precinct {

  private final Jpeg2000Resolution holder;
  private final int column;
  private final int row;
  private List<Jpeg2000CodeBlocks> bands;

  Jpeg2000Precinct(Jpeg2000Resolution holder, int column, int row) {
    this.holder = holder;
    this.column = column;
    this.row = row;
  }

  int component() {
    return holder.component();
  }

  int resolution() {
    return holder.number();
  }

  /** Where its packets have their turn on the reference grid (B.12.1.3), like {@link #top}. */
  long left() {
    return holder.left(column);
  }

  long top() {
    return holder.top(row);
  }

  /** Reads a packet header of it without the markers around: how long the packet's body is. */
  long bodyBytes(Jpeg2000HeaderBits bits, int layer) throws CodecException {
    long bytes = 0;
    if (bits.bit() == 1) {
      if (bands == null) {
        bands = new ArrayList<>(holder.codeBlocks(column, row));
      }
      for (Jpeg2000CodeBlocks blocks : bands) {
        bytes += blocks.bodyBytes(bits, layer, holder.coding().style());
      }
    }
    bits.align();
    return bytes;
  }
}
