/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** What a codec asks of a format before it allocates a frame. */
final class CodedShape {

  private CodedShape() {}

  /**
   * Bytes of a frame whose cells are 8 to {@code maxAllocated} bits and whose pixels have one or
   * three samples.
   */
  static int frameBytes(PixelFormat format, int maxAllocated) throws CodecException {
    boolean whole = format.bitsAllocated() >= 8 && format.bitsAllocated() <= maxAllocated;
    if (!whole || Integer.bitCount(format.bitsAllocated()) != 1) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    if (format.samples() != 1 && format.samples() != 3) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    boolean deep = format.bitsStored() < 1 || format.bitsStored() > format.bitsAllocated();
    if (format.rows() < 1 || format.columns() < 1 || deep) {
      throw new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
    }
    // Some bytes less than the largest array, for what codecs add to a row or an end.
    if (format.frameBytes() > Integer.MAX_VALUE - (1 << 20)) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
    return (int) format.frameBytes();
  }

  /** The same for a frame that is to be coded, which must be of that format. */
  static int frameBytes(Frame frame, PixelFormat format, int maxAllocated) throws CodecException {
    int bytes = frameBytes(format, maxAllocated);
    if (frame.rows() != format.rows()
        || frame.columns() != format.columns()
        || frame.samples() != format.samples()
        || frame.cellBytes() != format.cellBytes()) {
      throw new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
    }
    return bytes;
  }

  /** Of the cells of a codec that leaves the colour space alone and never shares chrominance. */
  static Photometric photometric(PixelFormat format) {
    return switch (format.photometric()) {
      case YBR_FULL_422, YBR_PARTIAL_420 -> Photometric.YBR_FULL;
      default -> format.photometric();
    };
  }
}
