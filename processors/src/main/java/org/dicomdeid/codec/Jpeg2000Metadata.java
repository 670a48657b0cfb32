/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** Drops from a JPEG 2000 stream what no decoder needs. */
final class Jpeg2000Metadata {

  private Jpeg2000Metadata() {}

  static byte[] without(byte[] stream) throws CodecException {
    Jpeg2000Codestream outline = Jpeg2000Codestream.of(stream);
    byte[] kept = new byte[outline.end() - outline.start()];
    int to = copy(stream, outline.start(), outline.start() + 2, kept, 0);
    int at = outline.start() + 2;
    while (at < outline.header()) {
      int end = at + 2 + uint16(stream, at + 2);
      if (isNeeded(uint16(stream, at))) {
        to = copy(stream, at, end, kept, to);
      }
      at = end;
    }
    while (uint16(stream, at) != Jpeg2000Marker.EOC) {
      int part = to;
      int end = outline.partEnd(stream, at);
      to = part(stream, at, end, kept, to);
      boolean counted = (uint16(stream, at + 6) | uint16(stream, at + 8)) != 0;
      if (counted) {
        int length = to - part;
        for (int i = 0; i < 4; i++) {
          kept[part + 6 + i] = (byte) (length >>> (24 - 8 * i));
        }
      }
      at = end;
    }
    to = copy(stream, at, at + 2, kept, to);
    boolean padded = to == stream.length - 1 && stream[to] == 0;
    return to == stream.length || padded ? stream : Arrays.copyOf(kept, to);
  }

  /** Copies a tile-part, without the comments of its header. */
  private static int part(byte[] stream, int from, int end, byte[] kept, int where) {
    int to = copy(stream, from, from + 12, kept, where);
    int at = from + 12;
    while (uint16(stream, at) != Jpeg2000Marker.SOD) {
      int next = at + 2 + uint16(stream, at + 2);
      if (isNeeded(uint16(stream, at))) {
        to = copy(stream, at, next, kept, to);
      }
      at = next;
    }
    return copy(stream, at, end, kept, to);
  }

  private static boolean isNeeded(int marker) {
    return marker != Jpeg2000Marker.COM;
  }

  private static int copy(byte[] stream, int from, int end, byte[] kept, int to) {
    System.arraycopy(stream, from, kept, to, end - from);
    return to + end - from;
  }

  private static int uint16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
