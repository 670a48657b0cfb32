/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes the Huffman coded blocks of a scan (ITU-T T.81 F.2.2). Past the end of an interval it
 * reads zeros and notices so after the block: no block is larger than its 64 coefficients, so this
 * costs no loop a check.
 */
final class DctEntropyReader {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] NATURAL = JpegTables.natural();

  private final byte[] stream;
  private final int maxDcSize;
  private final int maxAcSize;

  private int position;

  /** The next bits, from the highest; zeros after them. */
  private long word;

  /** How many bits of the word are of the stream; negative when more were used. */
  private int bits;

  /**
   * @param precision of the samples, which bounds the sizes of coefficients (T.81 F.1.2.1, F.1.2.2)
   */
  DctEntropyReader(byte[] stream, int start, int precision) {
    this.stream = stream;
    this.position = start;
    this.maxDcSize = precision == 8 ? 11 : 15;
    this.maxAcSize = precision == 8 ? 10 : 14;
  }

  /**
   * Decodes a block.
   *
   * @param coefficients all 0; gets the difference of DC at 0 and AC at their natural places
   * @return place in zigzag order of the last coefficient
   */
  int block(JpegHuffmanTable dcTable, JpegHuffmanTable acTable, int[] coefficients)
      throws CodecException {
    readDc(dcTable, coefficients);
    int[] fast = acTable.fast();
    long ahead = word;
    int left = bits;
    int last = 0;
    for (int k = 1; k < 64; k++) {
      if (left < 32) {
        word = ahead;
        bits = left;
        fill();
        ahead = word;
        left = bits;
      }
      int entry = fast[(int) (ahead >>> (64 - JpegHuffmanTable.LOOK_AHEAD))];
      int length;
      int skip;
      int value;
      if (entry != 0) {
        length = entry & 31;
        skip = entry >> 5 & 127;
        value = entry >> 16;
      } else {
        int found = acTable.decode(ahead);
        int size = found >> 5 & 15;
        int run = found >> 9;
        if (found < 0 || size > maxAcSize || (size == 0 && run != 0 && run != 15)) {
          throw damaged();
        }
        int coded = found & 31;
        length = coded + size;
        skip = run;
        value = 0;
        if (size != 0) {
          value = JpegHuffmanTable.extend((int) ((ahead << coded) >>> (64 - size)), size);
        } else {
          skip = run == 0 ? JpegHuffmanTable.END_OF_BLOCK : 16;
        }
      }
      ahead <<= length;
      left -= length;
      if (value == 0) {
        if (skip == JpegHuffmanTable.END_OF_BLOCK) {
          break;
        }
        // A run of 16 zeros is followed by another coefficient (T.81 F.1.2.2.1).
        k += 15;
        if (k >= 63) {
          throw damaged();
        }
      } else {
        k += skip;
        if (k > 63) {
          throw damaged();
        }
        coefficients[NATURAL[k]] = value;
        last = k;
      }
    }
    word = ahead;
    bits = left;
    if (left < 0) {
      throw damaged();
    }
    return last;
  }

  private void readDc(JpegHuffmanTable table, int[] coefficients) throws CodecException {
    if (bits < 32) {
      fill();
    }
    int found = table.decode(word);
    int size = found >> 5;
    if (found < 0 || size > maxDcSize) {
      throw damaged();
    }
    int length = found & 31;
    if (size != 0) {
      coefficients[0] = JpegHuffmanTable.extend((int) ((word << length) >>> (64 - size)), size);
    }
    word <<= length + size;
    bits -= length + size;
  }

  /** Goes past the restart marker of that number, which must be next. */
  void restart(int number) throws CodecException {
    endInterval();
    if (!passMarker(JpegMarker.RST0 + number)) {
      throw damaged();
    }
    word = 0;
    bits = 0;
  }

  /**
   * Ends the scan: nothing but the padding of the last byte may be left.
   *
   * @param restart number of a restart marker that may stand here, as some encoders end each
   *     interval with one; -1 without
   * @return where the next marker is, or the end of the stream
   */
  int end(int restart) throws CodecException {
    endInterval();
    if (restart >= 0) {
      passMarker(JpegMarker.RST0 + restart);
    }
    return position;
  }

  private void endInterval() throws CodecException {
    fillByBytes();
    // Where the end marker is missing, the padding of the fragment looks like data.
    boolean padded = position == stream.length && bits < 16 && stream[position - 1] == 0;
    int rest = padded && bits >= 8 ? bits - 8 : bits;
    if (rest >= 8 || !isPadding(rest)) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, position);
    }
  }

  /** Whether so many bits are all one (T.81 F.1.2.3) or, of some encoders, all zero. */
  private boolean isPadding(int count) {
    long rest = word >>> 1 >>> (63 - count);
    return rest == 0 || rest == (1L << count) - 1;
  }

  private boolean passMarker(int marker) {
    int at = afterFill(position);
    if (at >= stream.length || (stream[at] & 0xFF) != marker) {
      return false;
    }
    position = at + 1;
    return true;
  }

  private void fill() {
    if (bits >= 0 && position + 4 <= stream.length) {
      int next = (int) WORDS.get(stream, position);
      int inverse = ~next;
      if (((inverse - 0x01010101) & next & 0x80808080) == 0) {
        word |= (next & 0xFFFFFFFFL) << (32 - bits);
        bits += 32;
        position += 4;
        return;
      }
    }
    fillByBytes();
  }

  /** Goes on to a full word or a marker, whose first byte is then next. */
  private void fillByBytes() {
    while (bits <= 56 && position < stream.length) {
      int next = stream[position] & 0xFF;
      int after = position + 1;
      if (next == 0xFF) {
        after = afterFill(position);
        if (after >= stream.length || stream[after] != 0) {
          return;
        }
        after++;
      }
      position = after;
      word |= (long) next << (56 - bits);
      bits += 8;
    }
  }

  /** The first byte from here that is not 0xFF. */
  private int afterFill(int from) {
    int at = from;
    while (at < stream.length && stream[at] == (byte) 0xFF) {
      at++;
    }
    return at;
  }

  private CodecException damaged() {
    boolean cut = afterFill(position) >= stream.length;
    return new CodecException(
        cut ? CodecFault.TRUNCATED_PIXELS : CodecFault.CORRUPT_PIXELS, position);
  }
}
