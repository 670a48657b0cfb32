/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * The code blocks of one sub-band in one precinct, and what packet headers told of them so far
 * (ITU-T T.800 B.7, B.10).
 */
final class Jpeg2000CodeBlocks {

  /** Above what guard bits, exponents and a region of interest come to (A.6.3, A.6.4). */
  private static final int MOST_PLANES = 37 + 37;

  private static final int FIRST_LENGTH_BITS = 3;
  private static final int MOST_LENGTH_BITS = 31;

  private final int across;
  private final int down;
  private final Jpeg2000TagTree inclusion;
  private final Jpeg2000TagTree zeroPlanes;
  private final int[] planes;
  private final int[] passes;
  private final int[] lengthBits;

  Jpeg2000CodeBlocks(int across, int down) {
    this.across = across;
    this.down = down;
    this.inclusion = new Jpeg2000TagTree(across, down);
    this.zeroPlanes = new Jpeg2000TagTree(across, down);
    this.planes = new int[across * down];
    this.passes = new int[across * down];
    this.lengthBits = new int[across * down];
  }

  /** Reads their part of a packet header: how many bytes of the packet's body are theirs. */
  long bodyBytes(Jpeg2000HeaderBits bits, int layer, Jpeg2000BlockStyle style)
      throws CodecException {
    long bytes = 0;
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        if (isIncluded(bits, layer, x, y)) {
          bytes += segments(bits, y * across + x, style);
        }
      }
    }
    return bytes;
  }

  private boolean isIncluded(Jpeg2000HeaderBits bits, int layer, int x, int y)
      throws CodecException {
    int block = y * across + x;
    if (passes[block] > 0) {
      return bits.bit() == 1;
    }
    if (inclusion.value(bits, x, y, layer + 1) > layer) {
      return false;
    }
    int zero = zeroPlanes.value(bits, x, y, MOST_PLANES);
    planes[block] = MOST_PLANES - zero;
    lengthBits[block] = FIRST_LENGTH_BITS;
    return true;
  }

  /** Bytes of the codeword segments that a packet has of a block (B.10.7). */
  private long segments(Jpeg2000HeaderBits bits, int block, Jpeg2000BlockStyle style)
      throws CodecException {
    int pass = passes[block];
    int end = pass + passes(bits);
    passes[block] = end;
    if (end > 3 * planes[block] - 2) {
      throw bits.corrupt();
    }
    while (bits.bit() == 1) {
      lengthBits[block]++;
    }
    long bytes = 0;
    while (pass < end) {
      int next = Math.min(end, style.segmentEnd(pass));
      int more = 31 - Integer.numberOfLeadingZeros(next - pass);
      if (lengthBits[block] > MOST_LENGTH_BITS - more) {
        throw bits.corrupt();
      }
      bytes += bits.bits(lengthBits[block] + more);
      pass = next;
    }
    return bytes;
  }

  /** Number of coding passes (table B.4). */
  private static int passes(Jpeg2000HeaderBits bits) throws CodecException {
    int count = 1;
    for (int width : new int[] {1, 1, 2, 5, 7}) {
      int more = bits.bits(width);
      count += more;
      if (more < (1 << width) - 1) {
        break;
      }
    }
    return count;
  }
}
