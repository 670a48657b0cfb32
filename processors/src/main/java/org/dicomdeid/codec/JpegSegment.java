/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Where a marker segment lies in a stream.
 *
 * @param start of its marker
 * @param body first byte after its length
 * @param end first byte after it
 */
record JpegSegment(int marker, int start, int body, int end) {

  /** Bytes of the body. */
  int length() {
    return end - body;
  }

  /** The segment of a marker whose second byte is just before {@code at}. */
  static JpegSegment at(byte[] stream, int marker, int at) throws CodecException {
    if (at + 2 > stream.length) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int length = (stream[at] & 0xFF) << 8 | (stream[at + 1] & 0xFF);
    if (length < 2) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
    if (at + length > stream.length) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    return new JpegSegment(marker, at - 2, at + 2, at + length);
  }
}
