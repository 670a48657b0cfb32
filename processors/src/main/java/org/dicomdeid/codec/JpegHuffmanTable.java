/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** A Huffman table (ITU-T T.81 annex C), to decode and to encode with; for one thread. */
final class JpegHuffmanTable {

  /** Bits that one look into {@link #fast} covers. */
  static final int LOOK_AHEAD = 10;

  /** Coefficients to skip that say: no more in this block. */
  static final int END_OF_BLOCK = 127;

  private static final int MAX_LENGTH = 16;

  private final byte[] counts;
  private final byte[] symbols;

  /** Codes of each length end below this, left-aligned to 16 bits. */
  private final int[] limits = new int[MAX_LENGTH + 1];

  /** What to add to a code of a length to get the place of its symbol. */
  private final int[] offsets = new int[MAX_LENGTH + 1];

  /** By symbol: code shl 5 | length; 0 without a code. */
  private final int[] codes = new int[256];

  /** By the next {@link #LOOK_AHEAD} bits: what {@link #find} says; 0 when the code is longer. */
  private final short[] heads = new short[1 << LOOK_AHEAD];

  private int[] fastAc;

  /**
   * @param counts number of codes of each length, 1 to 16
   * @param symbols in order of their codes
   */
  JpegHuffmanTable(byte[] counts, byte[] symbols) throws CodecException {
    this.counts = counts.clone();
    this.symbols = symbols.clone();
    int code = 0;
    int place = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      offsets[length] = place - code;
      for (int i = counts[length - 1] & 0xFF; i > 0; i--, place++, code++) {
        codes[symbols[place] & 0xFF] = code << 5 | length;
      }
      if (code > 1 << length) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS);
      }
      limits[length] = code << (MAX_LENGTH - length);
      code <<= 1;
    }
    for (int head = 0; head < heads.length; head++) {
      int found = find(head << (MAX_LENGTH - LOOK_AHEAD));
      if (found >= 0 && (found & 31) <= LOOK_AHEAD) {
        heads[head] = (short) found;
      }
    }
  }

  /**
   * The symbol and length of the code at the head of 16 bits: symbol shl 5 | length, or -1 when it
   * is none.
   */
  int find(int bits) {
    for (int length = 1; length <= MAX_LENGTH; length++) {
      if (bits < limits[length]) {
        int place = (bits >>> (MAX_LENGTH - length)) + offsets[length];
        return (symbols[place] & 0xFF) << 5 | length;
      }
    }
    return -1;
  }

  /** {@link #find} with a look at the shorter codes first; the bits are the highest of a word. */
  int decode(long word) {
    int found = heads[(int) (word >>> (64 - LOOK_AHEAD))];
    return found != 0 ? found : find((int) (word >>> (64 - MAX_LENGTH)));
  }

  /** Code shl 5 | length of a symbol; 0 when the table has no code for it. */
  int code(int symbol) {
    return codes[symbol];
  }

  /**
   * For each head of {@link #LOOK_AHEAD} bits, when a whole AC coefficient lies in it: value shl 16
   * | coefficients to skip shl 5 | bits; else 0. The value is 0 where none follows: a run of 16, or
   * {@link #END_OF_BLOCK}.
   */
  int[] fast() {
    if (fastAc == null) {
      int[] fast = new int[1 << LOOK_AHEAD];
      for (int head = 0; head < fast.length; head++) {
        fast[head] = fast(head);
      }
      fastAc = fast;
    }
    return fastAc;
  }

  private int fast(int head) {
    int found = find(head << (MAX_LENGTH - LOOK_AHEAD));
    int length = found & 31;
    if (found < 0 || length > LOOK_AHEAD) {
      return 0;
    }
    int run = found >> 9;
    int size = found >> 5 & 15;
    if (size == 0) {
      // Runs without a value other than 16 are left to the one who decodes with care.
      return run == 15 ? 16 << 5 | length : run == 0 ? END_OF_BLOCK << 5 | length : 0;
    }
    if (length + size > LOOK_AHEAD) {
      return 0;
    }
    int bits = head >> (LOOK_AHEAD - length - size) & ((1 << size) - 1);
    return extend(bits, size) << 16 | run << 5 | (length + size);
  }

  /** The value that so many bits stand for (T.81 F.2.2.1 EXTEND). */
  static int extend(int bits, int size) {
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }

  /** A DHT segment that puts this table into a slot (T.81 B.2.4.2), see {@link JpegTables#slot}. */
  byte[] segment(int slot) {
    byte[] bytes = new byte[5 + MAX_LENGTH + symbols.length];
    int length = bytes.length - 2;
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) JpegMarker.DHT;
    bytes[2] = (byte) (length >> 8);
    bytes[3] = (byte) length;
    bytes[4] = (byte) (slot / 4 * 16 + slot % 4);
    System.arraycopy(counts, 0, bytes, 5, MAX_LENGTH);
    System.arraycopy(symbols, 0, bytes, 5 + MAX_LENGTH, symbols.length);
    return bytes;
  }
}
