/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/** The tables that a stream has defined so far (ITU-T T.81 B.2.4). */
final class JpegTables {

  private static final int DESTINATIONS = 4;

  /** Huffman tables that a stream can have at a time. */
  static final int SLOTS = 2 * DESTINATIONS;

  /** Natural place of each coefficient of the zigzag order (T.81 figure A.6). */
  private static final byte[] NATURAL = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private final int[][] quantisation = new int[DESTINATIONS][];
  private final JpegHuffmanTable[] huffman = new JpegHuffmanTable[SLOTS];
  private int restartInterval;

  static byte[] natural() {
    return NATURAL.clone();
  }

  /** Takes a DQT, DHT or DRI segment in. */
  void read(byte[] stream, JpegSegment segment) throws CodecException {
    switch (segment.marker()) {
      case JpegMarker.DQT -> readQuantisation(stream, segment);
      case JpegMarker.DHT -> readHuffman(stream, segment);
      case JpegMarker.DRI -> {
        require(segment.length() == 2, segment);
        restartInterval =
            (stream[segment.body()] & 0xFF) << 8 | (stream[segment.body() + 1] & 0xFF);
      }
      default -> throw new IllegalArgumentException("defines no table");
    }
  }

  /** Steps by natural place; not a copy. */
  int[] quantisation(int destination) throws CodecException {
    if (destination >= DESTINATIONS || quantisation[destination] == null) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    }
    return quantisation[destination];
  }

  /** The Huffman table in a slot, see {@link #slot}. */
  JpegHuffmanTable huffman(int slot) throws CodecException {
    if (huffman[slot] == null) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    }
    return huffman[slot];
  }

  /** Whether a slot holds a table that reads the same. */
  boolean holds(int slot, JpegHuffmanTable table) {
    return huffman[slot] != null && Arrays.equals(huffman[slot].segment(slot), table.segment(slot));
  }

  /** Puts a table into a slot. */
  void put(int slot, JpegHuffmanTable table) {
    huffman[slot] = table;
  }

  /** MCUs between restart markers; 0 without any. */
  int restartInterval() {
    return restartInterval;
  }

  /** Number of a Huffman table: 0 to 3 for DC, 4 to 7 for AC. */
  static int slot(int tableClass, int destination) {
    return tableClass * DESTINATIONS + destination;
  }

  private void readQuantisation(byte[] stream, JpegSegment segment) throws CodecException {
    int at = segment.body();
    while (at < segment.end()) {
      int head = stream[at++] & 0xFF;
      int bytes = (head >> 4) + 1;
      require(
          bytes <= 2 && (head & 15) < DESTINATIONS && at + 64 * bytes <= segment.end(), segment);
      int[] table = new int[64];
      for (int k = 0; k < 64; k++, at += bytes) {
        int step = stream[at] & 0xFF;
        if (bytes == 2) {
          step = step << 8 | (stream[at + 1] & 0xFF);
        }
        require(step > 0, segment);
        table[NATURAL[k]] = step;
      }
      quantisation[head & 15] = table;
    }
  }

  private void readHuffman(byte[] stream, JpegSegment segment) throws CodecException {
    int at = segment.body();
    while (at < segment.end()) {
      require(at + 17 <= segment.end(), segment);
      int head = stream[at] & 0xFF;
      byte[] counts = Arrays.copyOfRange(stream, at + 1, at + 17);
      int sum = 0;
      for (byte count : counts) {
        sum += count & 0xFF;
      }
      at += 17;
      require(
          head >> 4 < 2 && (head & 15) < DESTINATIONS && sum <= 256 && at + sum <= segment.end(),
          segment);
      huffman[slot(head >> 4, head & 15)] =
          new JpegHuffmanTable(counts, Arrays.copyOfRange(stream, at, at + sum));
      at += sum;
    }
  }

  private static void require(boolean holds, JpegSegment segment) throws CodecException {
    if (!holds) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, segment.start());
    }
  }
}
