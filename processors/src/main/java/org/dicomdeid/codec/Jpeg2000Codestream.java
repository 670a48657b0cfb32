/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * The outline of a codestream, checked before JJ2000 sees it, which decodes a stream that was cut
 * off as if it were whole, or never ends: main header, every tile-part to its length, all tiles,
 * EOC (ITU-T T.800 annex A).
 *
 * @param start of SOC in the stream
 * @param header end of the main header, where the first SOT stands
 * @param end after EOC
 */
record Jpeg2000Codestream(
    int start, int header, int end, Jpeg2000Size size, Jpeg2000Coding coding) {

  static Jpeg2000Codestream of(byte[] stream) throws CodecException {
    Walk walk = new Walk(stream);
    walk.main();
    walk.tileParts();
    return new Jpeg2000Codestream(walk.start, walk.header, walk.at, walk.size, walk.coding);
  }

  /** Reads the main header alone, for what a stream chose. */
  static Jpeg2000Codestream mainHeaderOf(byte[] stream) throws CodecException {
    Walk walk = new Walk(stream);
    walk.main();
    return new Jpeg2000Codestream(walk.start, walk.header, walk.header, walk.size, walk.coding);
  }

  /** Where the tile-part ends whose SOT stands here, in a stream whose outline this is. */
  int partEnd(byte[] stream, int sot) {
    int length = 0;
    for (int i = 6; i < 10; i++) {
      length = length << 8 | (stream[sot + i] & 0xFF);
    }
    return length == 0 ? end - 2 : sot + length;
  }

  /**
   * The stream with the number of tile-parts that each tile has wherever TNsot (A.4.2) tells less:
   * some writers count one too few, and JJ2000 would leave the rest out.
   *
   * @return the same array when nothing was wrong
   */
  byte[] withTrueCounts(byte[] stream) {
    int[] parts = new int[size.tiles()];
    for (int at = header; at < end - 2; at = partEnd(stream, at)) {
      parts[tile(stream, at)]++;
    }
    byte[] counted = stream;
    for (int at = header; at < end - 2; at = partEnd(stream, at)) {
      int told = stream[at + 11] & 0xFF;
      int there = parts[tile(stream, at)];
      if (told != 0 && told < there) {
        counted = counted == stream ? stream.clone() : counted;
        counted[at + 11] = (byte) there;
      }
    }
    return counted;
  }

  static int tile(byte[] stream, int sot) {
    return (stream[sot + 4] & 0xFF) << 8 | (stream[sot + 5] & 0xFF);
  }

  private static final class Walk {

    private static final int SOT_BYTES = 12;
    private static final int MOST_PARTS = 255;

    private final byte[] stream;
    private final int start;
    private final int limit;
    private int at;
    private int header;
    private Jpeg2000Size size;
    private Jpeg2000Coding coding;

    Walk(byte[] stream) throws CodecException {
      this.stream = stream;
      Jp2Boxes boxes = Jp2Boxes.of(stream);
      this.start = boxes.start();
      this.limit = boxes.end();
      this.at = start;
    }

    void main() throws CodecException {
      require(uint16(at) == Jpeg2000Marker.SOC);
      at += 2;
      require(uint16(at) == Jpeg2000Marker.SIZ);
      boolean quantized = false;
      while (true) {
        int marker = uint16(at);
        if (marker == Jpeg2000Marker.SOT) {
          break;
        }
        int end = segmentEnd(marker);
        switch (marker) {
          case Jpeg2000Marker.SIZ -> {
            require(size == null);
            size = Jpeg2000Size.read(stream, at + 4, end);
          }
          case Jpeg2000Marker.COD -> {
            require(coding == null);
            coding = Jpeg2000Coding.read(stream, at + 4, end);
          }
          case Jpeg2000Marker.QCD -> quantized = true;
          case Jpeg2000Marker.CAP -> throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, at);
          default -> {
            // What else stands in a main header does not change the outline.
          }
        }
        at = end;
      }
      require(coding != null && quantized);
      header = at;
    }

    void tileParts() throws CodecException {
      int[] seen = new int[size.tiles()];
      int[] told = new int[size.tiles()];
      int missing = size.tiles();
      while (uint16(at) != Jpeg2000Marker.EOC) {
        require(uint16(at) == Jpeg2000Marker.SOT);
        if (limit - at < SOT_BYTES + 2) {
          throw new CodecException(CodecFault.TRUNCATED_PIXELS, limit);
        }
        require(uint16(at + 2) == SOT_BYTES - 2);
        int tile = uint16(at + 4);
        require(tile < seen.length && (stream[at + 10] & 0xFF) == seen[tile]);
        require(seen[tile] < MOST_PARTS);
        int parts = stream[at + 11] & 0xFF;
        require(parts == 0 || told[tile] == 0 || parts == told[tile]);
        told[tile] = Math.max(told[tile], parts);
        if (seen[tile]++ == 0) {
          missing--;
        }
        int end = tilePartEnd();
        tilePartHeader(end);
        at = end;
      }
      for (int tile = 0; tile < seen.length; tile++) {
        if (seen[tile] == 0 || seen[tile] < told[tile]) {
          throw new CodecException(CodecFault.TRUNCATED_PIXELS, at);
        }
      }
      require(missing == 0);
      at += 2;
      for (int i = at; i < limit; i++) {
        if (stream[i] != 0) {
          throw new CodecException(CodecFault.CORRUPT_PIXELS, i);
        }
      }
    }

    private int tilePartEnd() throws CodecException {
      long length = (long) uint16(at + 6) << 16 | uint16(at + 8);
      if (length == 0) {
        int end = limit;
        while (end > at && stream[end - 1] == 0) {
          end--;
        }
        if (end - 2 < at + SOT_BYTES + 2 || uint16(end - 2) != Jpeg2000Marker.EOC) {
          throw new CodecException(CodecFault.TRUNCATED_PIXELS, limit);
        }
        return end - 2;
      }
      require(length >= SOT_BYTES + 2);
      if (length > limit - at - 2) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, limit);
      }
      return at + (int) length;
    }

    private void tilePartHeader(int end) throws CodecException {
      at += SOT_BYTES;
      while (uint16(at) != Jpeg2000Marker.SOD) {
        at = segmentEnd(uint16(at));
        require(at <= end - 2);
      }
    }

    private int segmentEnd(int marker) throws CodecException {
      boolean alone = marker >= 0xFF30 && marker <= 0xFF3F;
      require(marker >= 0xFF01 && !alone && marker < Jpeg2000Marker.SOT);
      int length = uint16(at + 2);
      require(length >= 2);
      if (length > limit - at - 2) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, limit);
      }
      return at + 2 + length;
    }

    private int uint16(int i) throws CodecException {
      if (i + 2 > limit) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, limit);
      }
      return (stream[i] & 0xFF) << 8 | (stream[i + 1] & 0xFF);
    }

    private void require(boolean sound) throws CodecException {
      if (!sound) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
    }
  }
}
