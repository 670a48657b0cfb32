/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;

/** The orders in which the packets of a tile follow each other (ITU-T T.800 B.12.1). */
enum Jpeg2000Progression {
  LRCP,
  RLCP,
  RPCL,
  PCRL,
  CPRL;

  /**
   * @param code as COD and POC have it (table A.16)
   */
  static Jpeg2000Progression of(int code, int where) throws CodecException {
    if (code < 0 || code >= values().length) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, where);
    }
    return values()[code];
  }

  Comparator<Jpeg2000Packet> order() {
    Comparator<Jpeg2000Packet> layer = comparingInt(Jpeg2000Packet::layer);
    Comparator<Jpeg2000Packet> resolution = comparingInt(p -> p.precinct().resolution());
    Comparator<Jpeg2000Packet> component = comparingInt(p -> p.precinct().component());
    Comparator<Jpeg2000Packet> column = comparingLong(p -> p.precinct().left());
    Comparator<Jpeg2000Packet> position =
        Comparator.<Jpeg2000Packet>comparingLong(p -> p.precinct().top()).thenComparing(column);
    return switch (this) {
      case LRCP -> layer.thenComparing(resolution).thenComparing(component).thenComparing(position);
      case RLCP -> resolution.thenComparing(layer).thenComparing(component).thenComparing(position);
      case RPCL -> resolution.thenComparing(position).thenComparing(component).thenComparing(layer);
      case PCRL -> position.thenComparing(component).thenComparing(resolution).thenComparing(layer);
      case CPRL -> component.thenComparing(position).thenComparing(resolution).thenComparing(layer);
    };
  }
}
