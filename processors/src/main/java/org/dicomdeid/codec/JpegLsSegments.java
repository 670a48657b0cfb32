/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Walks the marker segments of a stream (ITU-T T.81 B.1.1). */
final class JpegLsSegments {

  private final byte[] stream;

  /** Behind what was read of the present segment. */
  private int position;

  private int start;
  private int marker;
  private int end;

  /** At the first segment after SOI. */
  JpegLsSegments(byte[] stream) throws CodecException {
    this.stream = stream;
    next();
    if (marker != JpegLsMarker.SOI) {
      throw corrupt();
    }
  }

  /** Goes to the segment right behind this one. */
  void next() throws CodecException {
    if (position >= stream.length) {
      throw truncated();
    }
    start = position;
    if ((stream[position] & 0xFF) != 0xFF) {
      throw corrupt();
    }
    do {
      if (++position >= stream.length) {
        throw truncated();
      }
      marker = stream[position] & 0xFF;
    } while (marker == 0xFF);
    position++;
    end = position;
    if (standsAlone(marker)) {
      return;
    }
    if (stream.length - position < 2) {
      throw truncated();
    }
    int length = (stream[position] & 0xFF) << 8 | (stream[position + 1] & 0xFF);
    if (length < 2) {
      throw corrupt();
    }
    if (length > stream.length - position) {
      throw truncated();
    }
    end = position + length;
    position += 2;
  }

  /** Goes to the segment after the one just passed. */
  void skip() {
    position = end;
  }

  /** Goes on at a byte of the stream, where a marker must be. */
  void continueAt(int offset) {
    position = offset;
    end = offset;
  }

  /** Over entropy-coded data to the next marker that is none of a restart, or the end. */
  void skipEntropyCodedData() {
    int at = end;
    while (at < stream.length) {
      if (stream[at] == -1 && at + 1 < stream.length && stream[at + 1] < -1) {
        int found = stream[at + 1] & 0xFF;
        if (found < JpegLsMarker.RST0 || found > JpegLsMarker.RST7) {
          break;
        }
      }
      at++;
    }
    continueAt(at);
  }

  boolean atEnd() {
    return position >= stream.length;
  }

  int marker() {
    return marker;
  }

  /** Offset of the marker of this segment, fill bytes before it included. */
  int start() {
    return start;
  }

  /** Offset behind this segment. */
  int end() {
    return end;
  }

  /** Bytes of this segment that were not yet read. */
  int remaining() {
    return end - position;
  }

  /** The next byte of this segment. */
  int octet() throws CodecException {
    if (position >= end) {
      throw corrupt();
    }
    return stream[position++] & 0xFF;
  }

  /** The next two bytes. */
  int word() throws CodecException {
    return octet() << 8 | octet();
  }

  CodecException corrupt() {
    return new CodecException(CodecFault.CORRUPT_PIXELS, position);
  }

  CodecException unsupported() {
    return new CodecException(CodecFault.UNSUPPORTED_PIXELS, start);
  }

  private CodecException truncated() {
    return new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
  }

  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= JpegLsMarker.RST0 && marker <= JpegLsMarker.EOI);
  }
}
