/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflated Image Frame Compression (PS3.5 A.4): each frame as it would be alone in native pixel
 * data, deflated (RFC 1951).
 *
 * <p>Anything but zeros behind the frame, or behind its stream, is {@link
 * CodecFault#CORRUPT_PIXELS}.
 */
public final class DeflatedFrameCodec implements FrameCodec {

  private static final int PADDING = 2;

  private final UncompressedFrameCodec inflated = new UncompressedFrameCodec();

  @Override
  public Set<String> transferSyntaxes() {
    return Set.of("1.2.840.10008.1.2.8.1");
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    return inflated.decode(inflate(stream, format), format);
  }

  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    return deflate(inflated.encode(frame, format, inflate(like, format)));
  }

  @Override
  public byte[] blank(byte[] stream, PixelFormat format, List<Patch> patches)
      throws CodecException {
    return deflate(inflated.blank(inflate(stream, format), format, patches));
  }

  private static byte[] inflate(byte[] stream, PixelFormat format) throws CodecException {
    // No layout needs more than a byte for each of the cells; what inflates to more is damaged.
    long most = format.frameBytes() + PADDING;
    if (most > Integer.MAX_VALUE - 8) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
    Inflater inflater = new Inflater(true);
    try {
      byte[] bytes = new byte[(int) most];
      inflater.setInput(stream);
      int filled = 0;
      for (int n; filled < bytes.length; filled += n) {
        n = inflater.inflate(bytes, filled, bytes.length - filled);
        if (n == 0) {
          break;
        }
      }
      // The end of the stream may follow the last byte that there is room for.
      boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      int behind = stream.length - inflater.getRemaining();
      boolean hides = more;
      for (int at = behind; at < stream.length; at++) {
        hides |= stream[at] != 0;
      }
      if (!more && !inflater.finished()) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
      }
      if (hides) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, behind);
      }
      return Arrays.copyOf(bytes, filled);
    } catch (DataFormatException e) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    } finally {
      inflater.end();
    }
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] stream = new byte[bytes.length / 2 + 64];
      int filled = 0;
      while (!deflater.finished()) {
        if (filled == stream.length) {
          stream = Arrays.copyOf(stream, 2 * filled);
        }
        filled += deflater.deflate(stream, filled, stream.length - filled);
      }
      return Arrays.copyOf(stream, filled);
    } finally {
      deflater.end();
    }
  }
}
