/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Set;

/**
 * JPEG-LS (ITU-T T.87, ISO/IEC 14495-1; PS3.5 8.2.3): 2 to 16 bits, one or three components, every
 * interleaving, lossless and near-lossless, restart intervals, preset parameters. Colour
 * transforms, mapping tables, point transforms and subsampled components are UNSUPPORTED_PIXELS;
 * DICOM has none of them. The samples are given as they were coded, without sign extension.
 */
public final class JpegLsCodec implements FrameCodec {

  private static final String LOSSLESS = "1.2.840.10008.1.2.4.80";
  private static final String NEAR_LOSSLESS = "1.2.840.10008.1.2.4.81";

  @Override
  public Set<String> transferSyntaxes() {
    return Set.of(LOSSLESS, NEAR_LOSSLESS);
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    check(format);
    return new JpegLsDecoder(stream, format).decode();
  }

  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    check(format);
    if (frame.cellBytes() != format.cellBytes()) {
      throw new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
    }
    JpegLsChoices choices = JpegLsChoices.like(like, format).holding(greatest(frame), format);
    return new JpegLsEncoder(frame, choices).encode();
  }

  /** Lossless: what was near-lossless keeps the values that it had when decoded. */
  @Override
  public String syntaxWhenBlanked(String transferSyntax) {
    return LOSSLESS;
  }

  @Override
  public byte[] withoutMetadata(byte[] stream) throws CodecException {
    return JpegLsMetadata.without(stream);
  }

  private static void check(PixelFormat format) throws CodecException {
    if ((format.bitsAllocated() != 8 && format.bitsAllocated() != 16)
        || (format.samples() != 1 && format.samples() != 3)) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    if (format.rows() < 1 || format.columns() < 1) {
      throw new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
    }
    if (format.frameBytes() > Integer.MAX_VALUE - 8) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
  }

  /** The greatest cell. */
  private static int greatest(Frame frame) {
    byte[] cells = frame.cells();
    int greatest = 0;
    if (frame.cellBytes() == 1) {
      for (byte cell : cells) {
        greatest = Math.max(greatest, cell & 0xFF);
      }
    } else {
      for (int i = 0; i < cells.length; i += 2) {
        greatest = Math.max(greatest, (cells[i] & 0xFF) | (cells[i + 1] & 0xFF) << 8);
      }
    }
    return greatest;
  }
}
