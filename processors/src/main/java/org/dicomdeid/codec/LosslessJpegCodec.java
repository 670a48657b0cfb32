/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Set;

/**
 * JPEG Lossless, non-hierarchical (PS3.5 8.2.1; ITU-T T.81 annex H, SOF3): Huffman coded, any of
 * the seven predictors, 2 to 16 bits, one or three components in one scan or several, restart
 * intervals, point transform.
 *
 * <p>Cells are what was coded, modulo 2^16 (or 2^8), as dcmtk gives them. dcmtk and gdcm code all
 * allocated bits, so that signed values come back extended as they were stored. Where another
 * writer coded only the stored bits, the bits above a sign stay zero, as with dcmtk; gdcm fills
 * them.
 *
 * <p>Errors: {@link CodecFault#UNSUPPORTED_PIXELS} for another process of T.81 (DCT, arithmetic
 * coding, subsampled components), {@link CodecFault#PIXELS_DISAGREE} for another size than the
 * header's. A sample that the precision does not hold is {@link CodecFault#CORRUPT_PIXELS}, as are
 * bits behind the last one that are no padding. A stream without EOI is decoded when all of its
 * samples are there.
 */
public final class LosslessJpegCodec implements FrameCodec {

  private static final int MAX_CELL = 16;

  @Override
  public Set<String> transferSyntaxes() {
    return Set.of("1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70");
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    CodedShape.frameBytes(format, MAX_CELL);
    return LosslessJpegDecoder.decode(stream, format);
  }

  /**
   * Codes with the predictor, point transform, precision and order of components of {@code like} as
   * far as it can be read and they lose nothing; else with predictor 1, which both transfer
   * syntaxes allow, and all allocated bits. Never writes COM or APPn.
   */
  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    CodedShape.frameBytes(frame, format, MAX_CELL);
    return new LosslessJpegEncoder(frame, LosslessJpegChoices.of(like, frame)).encode();
  }

  /**
   * The same stream without what no decoder needs: comments, application segments but a JFIF header
   * without thumbnail and an Adobe marker, reserved segments, bytes after EOI.
   *
   * @return the same array when nothing was dropped
   * @throws CodecException when the segments cannot be told apart
   */
  @Override
  public byte[] withoutMetadata(byte[] stream) throws CodecException {
    return LosslessJpegMetadata.without(stream);
  }
}
