/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Where the codestream lies in a stream: all of it, or the first jp2c box of a JP2 file (ITU-T
 * T.800 annex I), which DICOM does not allow and some writers send.
 */
record Jp2Boxes(int start, int end) {

  private static final int SIGNATURE = 0x6A502020;
  private static final int HEADER = 0x6A703268;
  private static final int CODESTREAM = 0x6A703263;
  private static final int PALETTE = 0x70636C72;
  private static final int CHANNELS = 0x63646566;

  static Jp2Boxes of(byte[] stream) throws CodecException {
    if (stream.length < 12 || int32(stream, 4) != SIGNATURE) {
      return new Jp2Boxes(0, stream.length);
    }
    Jp2Boxes found = find(stream, 0, stream.length);
    if (found == null) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    return found;
  }

  private static Jp2Boxes find(byte[] stream, int from, int to) throws CodecException {
    long at = from;
    while (to - at >= 8) {
      int box = (int) at;
      int type = int32(stream, box + 4);
      long length = int32(stream, box) & 0xFFFFFFFFL;
      int content = box + 8;
      if (length == 1) {
        if (to - box < 16) {
          break;
        }
        length = (long) int32(stream, box + 8) << 32 | (int32(stream, box + 12) & 0xFFFFFFFFL);
        content = box + 16;
      } else if (length == 0) {
        length = (long) to - box;
      }
      if (length < content - box) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, box);
      }
      if (length > to - box) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, to);
      }
      int end = box + (int) length;
      switch (type) {
        case CODESTREAM -> {
          return new Jp2Boxes(content, end);
        }
        case HEADER -> find(stream, content, end);
        // Samples that are an index, or in another order: not what DICOM's header says.
        case PALETTE, CHANNELS -> throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, box);
        default -> {
          // The header of the object says what these boxes would.
        }
      }
      at = end;
    }
    return null;
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }
}
