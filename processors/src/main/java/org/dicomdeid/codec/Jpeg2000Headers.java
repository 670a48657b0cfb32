/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the marker segments of the main header, or those of a tile over them, say of packets: COD
 * and COC, PPM and PPT (ITU-T T.800 A.6, A.7).
 */
final class Jpeg2000Headers {

  /** Offsets in the stream. */
  private record Span(int from, int to) {}

  private final byte[] stream;
  private final Jpeg2000Headers main;
  private final Map<Integer, Span> ofComponents = new HashMap<>();

  /** Packed packet headers by their index in this header or header of a tile-part. */
  private final Map<Integer, Span> packed = new TreeMap<>();

  private Jpeg2000Coding own;

  private Jpeg2000Headers(byte[] stream, Jpeg2000Headers main) {
    this.stream = stream;
    this.main = main;
  }

  /** Those of the main header. */
  static Jpeg2000Headers of(byte[] stream) {
    return new Jpeg2000Headers(stream, null);
  }

  Jpeg2000Headers ofTile() {
    return new Jpeg2000Headers(stream, this);
  }

  /** Takes the segments in, up to a marker SOT or SOD, and tells where that stands. */
  int read(int from) throws CodecException {
    packed.clear();
    int at = from;
    while (marker(at) != Jpeg2000Marker.SOT && marker(at) != Jpeg2000Marker.SOD) {
      int end = at + 2 + marker(at + 2);
      take(marker(at), at + 4, end);
      at = end;
    }
    return at;
  }

  private void take(int marker, int from, int to) throws CodecException {
    switch (marker) {
      case Jpeg2000Marker.COD -> own = Jpeg2000Coding.read(stream, from, to);
      case Jpeg2000Marker.COC -> {
        require(to - from >= 2, from);
        ofComponents.put(stream[from] & 0xFF, new Span(from + 1, to));
      }
      // JJ2000 takes the packets in another order and shows another picture, without a word.
      case Jpeg2000Marker.POC -> throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, from);
      case Jpeg2000Marker.PPM, Jpeg2000Marker.PPT -> {
        require(to > from && (marker == Jpeg2000Marker.PPM) == (main == null), from);
        Span before = packed.put(stream[from] & 0xFF, new Span(from + 1, to));
        require(before == null, from);
      }
      default -> {
        // What else stands in a header does not change where packets begin and end.
      }
    }
  }

  /** Of what is said of the tile; what COC says is not in it. */
  Jpeg2000Coding coding() {
    return own == null ? main.coding() : own;
  }

  /** A COC of the tile goes before a COD of it, which goes before those of the main header. */
  Jpeg2000Coding coding(int component) throws CodecException {
    Span told = ofComponents.get(component);
    if (told != null) {
      return coding().of(stream, told.from(), told.to());
    }
    return own == null ? main.coding(component) : own;
  }

  /** Packed packet headers that were read last, in the order of their index; empty for none. */
  byte[] packed() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    packed.values().forEach(part -> joined.write(stream, part.from(), part.to() - part.from()));
    return joined.toByteArray();
  }

  private int marker(int at) {
    return (stream[at] & 0xFF) << 8 | (stream[at + 1] & 0xFF);
  }

  private static void require(boolean sound, int where) throws CodecException {
    if (!sound) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, where);
    }
  }
}
