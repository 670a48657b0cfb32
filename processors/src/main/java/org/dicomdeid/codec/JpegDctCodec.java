/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.List;
import java.util.Set;

/**
 * JPEG Baseline and Extended sequential with Huffman coding, 8 and 12 bit (ITU-T T.81 processes 1,
 * 2 and 4; PS3.5 8.2.1, A.4.1). Boxes are blanked in the coefficient domain: no block outside of
 * them changes. Nothing is ever coded anew, so nothing is lost twice.
 */
public final class JpegDctCodec implements FrameCodec {

  private static final Set<String> SYNTAXES =
      Set.of("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51");

  @Override
  public Set<String> transferSyntaxes() {
    return SYNTAXES;
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    return DctRenderer.render(stream, format);
  }

  /** Refuses: these transfer syntaxes cannot code without loss. */
  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
  }

  /**
   * Makes each block that a box touches flat; where chrominance is shared by pixels, so is its
   * block. All other blocks keep their coefficients, restart intervals and scans stay as they are,
   * and metadata go as in {@link #withoutMetadata}.
   */
  @Override
  public byte[] blank(byte[] stream, PixelFormat format, List<Patch> patches)
      throws CodecException {
    return DctBlanker.blank(stream, format, patches);
  }

  /**
   * The stream without what can name somebody outside the picture: comments, application segments
   * but JFIF without thumbnail and Adobe, and bytes after the end. All other bytes stay.
   *
   * @return the same array when nothing is to drop
   */
  public byte[] withoutMetadata(byte[] stream) throws CodecException {
    return JpegMetadata.without(stream);
  }
}
