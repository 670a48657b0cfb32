/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Encapsulated Uncompressed Explicit VR Little Endian (PS3.5 A.4): each frame as it would be alone
 * in native pixel data.
 *
 * <p>Anything but zeros behind the frame is {@link CodecFault#CORRUPT_PIXELS}.
 */
public final class UncompressedFrameCodec implements FrameCodec {

  @Override
  public Set<String> transferSyntaxes() {
    return Set.of("1.2.840.10008.1.2.1.98");
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    NativeLayout layout = layout(stream, format);
    return layout.frame(Arrays.copyOf(stream, (int) layout.bytes(1)), 0);
  }

  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    return layout(like, format).bytes(frame);
  }

  @Override
  public byte[] blank(byte[] stream, PixelFormat format, List<Patch> patches)
      throws CodecException {
    NativeLayout layout = layout(stream, format);
    byte[] filled = stream.clone();
    NativeLayout.Bytes bytes =
        new NativeLayout.Bytes() {
          @Override
          public boolean want(long from, long to) {
            return true;
          }

          @Override
          public void set(long offset, int mask, int value) {
            int at = (int) offset;
            filled[at] = (byte) ((filled[at] & ~mask) | (value & mask));
          }
        };
    patches.forEach(patch -> layout.fill(0, patch, bytes));
    return filled;
  }

  private static NativeLayout layout(byte[] stream, PixelFormat format) throws CodecException {
    NativeLayout layout = NativeLayout.of(format, 1, stream.length);
    long bytes = layout.bytes(1);
    if (stream.length < bytes) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int bits = (int) (layout.frameBits() & 7);
    boolean hides = bits != 0 && (stream[(int) bytes - 1] & 0xFF) >>> bits != 0;
    for (int at = (int) bytes; at < stream.length; at++) {
      hides |= stream[at] != 0;
    }
    if (hides) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, bytes);
    }
    return layout;
  }
}
