/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of entropy-coded data: after a byte FF the next one carries seven (ITU-T T.87 A.1); a
 * marker ends them, and so does the end of the stream.
 */
final class JpegLsBitReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bits that may be left when all samples were read: of the last byte, and one byte more. */
  private static final int GREATEST_REST = 15;

  private final byte[] stream;
  private int position;

  /** Where the next byte FF is, or the end. */
  private int nextFf;

  private boolean afterFf;

  /** Bits not yet read, from the highest down; zero behind them. */
  private long cache;

  private int cached;

  JpegLsBitReader(byte[] stream, int from) {
    this.stream = stream;
    startAt(from);
  }

  private void startAt(int from) {
    position = from;
    afterFf = false;
    cache = 0;
    cached = 0;
    nextFf = from;
    findFf();
  }

  boolean bit() throws CodecException {
    if (cached == 0) {
      fill();
      if (cached == 0) {
        throw ended();
      }
    }
    boolean one = cache < 0;
    cache <<= 1;
    cached--;
    return one;
  }

  /** Up to 32 bits as a number. */
  int bits(int count) throws CodecException {
    if (cached < count) {
      fill();
      if (cached < count) {
        throw ended();
      }
    }
    int value = (int) (cache >>> 1 >>> (63 - count));
    cache <<= count;
    cached -= count;
    return value;
  }

  /**
   * A number in the Golomb code of limited length (A.5.3).
   *
   * @param longest zeros that announce a number in full
   * @param full bits of such a number
   */
  int golomb(int k, int longest, int full) throws CodecException {
    if (cached <= 32) {
      fill();
    }
    int zeros = Long.numberOfLeadingZeros(cache);
    int used = zeros + 1 + k;
    if (zeros < longest && used <= cached) {
      long rest = cache << zeros << 1;
      int low = (int) (rest >>> 1 >>> (63 - k));
      cache = rest << k;
      cached -= used;
      return zeros << k | low;
    }
    return longGolomb(k, longest, full);
  }

  private int longGolomb(int k, int longest, int full) throws CodecException {
    int zeros = 0;
    while (!bit()) {
      if (++zeros > longest) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, position);
      }
    }
    return zeros == longest ? bits(full) + 1 : zeros << k | bits(k);
  }

  /**
   * Where the marker after the data is, or the end of the stream; data that are left over are
   * CORRUPT_PIXELS.
   */
  int end() throws CodecException {
    fill();
    if (cached > GREATEST_REST) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, position);
    }
    return position;
  }

  /** Goes over the restart marker with this number, 0 to 7. */
  void restart(int number) throws CodecException {
    int at = end();
    while (at + 1 < stream.length && (stream[at + 1] & 0xFF) == 0xFF) {
      at++;
    }
    if (at + 1 >= stream.length) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, at);
    }
    if ((stream[at + 1] & 0xFF) != JpegLsMarker.RST0 + number) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
    startAt(at + 2);
  }

  private void fill() {
    if (!afterFf && position + Long.BYTES <= nextFf) {
      int bytes = (64 - cached) >> 3;
      if (bytes > 0) {
        long next = (long) LONG.get(stream, position) >>> (64 - 8 * bytes);
        cache |= next << (64 - cached - 8 * bytes);
        position += bytes;
        cached += 8 * bytes;
      }
      return;
    }
    fillByBytes();
  }

  private void fillByBytes() {
    while (cached <= 56 && position < stream.length) {
      long value = stream[position] & 0xFF;
      if (value == 0xFF && (position + 1 == stream.length || stream[position + 1] < 0)) {
        break;
      }
      int bits = afterFf ? 7 : 8;
      cache |= value << (64 - cached - bits);
      cached += bits;
      afterFf = value == 0xFF;
      position++;
    }
    if (nextFf < position) {
      nextFf = position;
      findFf();
    }
  }

  private void findFf() {
    int at = nextFf;
    while (at < stream.length && stream[at] != -1) {
      at++;
    }
    nextFf = at;
  }

  private CodecException ended() {
    return new CodecException(
        position + 1 >= stream.length ? CodecFault.TRUNCATED_PIXELS : CodecFault.CORRUPT_PIXELS,
        position);
  }
}
