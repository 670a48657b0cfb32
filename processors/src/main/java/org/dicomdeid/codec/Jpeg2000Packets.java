/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks over the packets of a codestream and reads their headers alone (ITU-T T.800 annex B): the
 * packets of each tile must be all there and take up exactly the bytes of its tile-parts.
 *
 * <p>As strict as the standard: no packet goes over the end of its tile-part, no body holds a
 * marker (two bytes above FF8F), SOP counts packets, EPH stands wherever COD says so. Bytes behind
 * the last packet of a tile-part are damage; all writers that were tried leave none.
 */
final class Jpeg2000Packets {

  private final byte[] stream;
  private final Jpeg2000Codestream outline;
  private final Jpeg2000Headers main;
  private final Map<Integer, Jpeg2000Tile> tiles = new TreeMap<>();
  private byte[] packed;
  private int packedAt;

  private Jpeg2000Packets(byte[] stream, Jpeg2000Codestream outline) {
    this.stream = stream;
    this.outline = outline;
    this.main = Jpeg2000Headers.of(stream);
  }

  /**
   * @param outline of the stream, which has not more than 256 components
   * @throws CodecException TRUNCATED_PIXELS when packets are missing, CORRUPT_PIXELS when they do
   *     not come out even, UNSUPPORTED_PIXELS for POC
   */
  static void check(byte[] stream, Jpeg2000Codestream outline) throws CodecException {
    new Jpeg2000Packets(stream, outline).check();
  }

  private void check() throws CodecException {
    main.read(outline.start() + 2);
    packed = main.packed();
    int end;
    for (int at = outline.header(); at < outline.end() - 2; at = end) {
      end = outline.partEnd(stream, at);
      int number = Jpeg2000Codestream.tile(stream, at);
      Jpeg2000Tile tile = tiles.computeIfAbsent(number, this::tile);
      int data = tile.headers().read(at + 12) + 2;
      byte[] headers = packed.length > 0 ? ofMainHeader() : tile.headers().packed();
      tile.add(data, end, headers);
    }
    if (packedAt < packed.length) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, outline.header());
    }
    for (Jpeg2000Tile tile : tiles.values()) {
      tile.check();
    }
  }

  private Jpeg2000Tile tile(int number) {
    return new Jpeg2000Tile(
        stream, outline.size().components(), outline.size().tile(number), main.ofTile());
  }

  /** The packet headers that PPM holds for the next tile-part (A.7.4). */
  private byte[] ofMainHeader() throws CodecException {
    long length = 0;
    for (int i = 0; i < 4; i++) {
      length = length << 8 | (packedAt + i < packed.length ? packed[packedAt + i] & 0xFF : 0xFF);
    }
    packedAt += 4;
    if (length > packed.length - packedAt) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, outline.header());
    }
    byte[] headers = Arrays.copyOfRange(packed, packedAt, packedAt + (int) length);
    packedAt += (int) length;
    return headers;
  }
}
