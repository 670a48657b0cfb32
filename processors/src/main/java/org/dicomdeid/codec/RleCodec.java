/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;
import java.util.Set;

/**
 * RLE Lossless (PS3.5 8.2.2 and annex G): one segment per byte of the cell and sample, the most
 * significant byte first; 8, 16 or 32 bits, one or three samples.
 *
 * <p>A segment that ends before its plane is full is {@link CodecFault#TRUNCATED_PIXELS}; one that
 * goes on with more than padding is {@link CodecFault#CORRUPT_PIXELS}.
 */
public final class RleCodec implements FrameCodec {

  private static final int HEADER = 64;
  private static final int MAX_SEGMENTS = 15;

  @Override
  public Set<String> transferSyntaxes() {
    return Set.of("1.2.840.10008.1.2.5");
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    int bytes = CodedShape.frameBytes(format, 32);
    int cellBytes = format.cellBytes();
    int[] offsets = offsets(stream, format.samples() * cellBytes);
    int stride = format.samples() * cellBytes;
    byte[] cells = new byte[bytes];
    for (int segment = 0; segment < stride; segment++) {
      int sample = segment / cellBytes;
      int place = cellBytes - 1 - segment % cellBytes;
      RlePlane.decode(
          stream,
          offsets[segment],
          offsets[segment + 1],
          cells,
          sample * cellBytes + place,
          stride);
    }
    return new Frame(
        format.rows(),
        format.columns(),
        format.samples(),
        cellBytes,
        CodedShape.photometric(format),
        cells);
  }

  /** Where each segment begins, and the end of the last (PS3.5 G.5). */
  private static int[] offsets(byte[] stream, int segments) throws CodecException {
    if (stream.length < HEADER) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int count = int32(stream, 0);
    if (count < 1 || count > MAX_SEGMENTS) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, 0);
    }
    if (count != segments) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE, 0);
    }
    int[] offsets = new int[segments + 1];
    int previous = HEADER;
    for (int i = 0; i < segments; i++) {
      int at = 4 * (i + 1);
      int offset = int32(stream, at);
      if (offset < previous) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
      if (offset > stream.length) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, at);
      }
      offsets[i] = offset;
      previous = offset;
    }
    offsets[segments] = stream.length;
    return offsets;
  }

  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    int bytes = CodedShape.frameBytes(frame, format, 32);
    int stride = frame.samples() * frame.cellBytes();
    long worst =
        HEADER + stride + (long) bytes + (long) frame.rows() * stride * (frame.columns() / 128 + 1);
    if (worst > Integer.MAX_VALUE - 8) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
    byte[] out = new byte[(int) worst];
    putInt32(out, 0, stride);
    int at = HEADER;
    byte[] row = new byte[frame.columns()];
    for (int segment = 0; segment < stride; segment++) {
      putInt32(out, 4 * (segment + 1), at);
      int sample = segment / frame.cellBytes();
      int place = frame.cellBytes() - 1 - segment % frame.cellBytes();
      int from = sample * frame.cellBytes() + place;
      for (int r = 0; r < frame.rows(); r++) {
        for (int c = 0; c < row.length; c++, from += stride) {
          row[c] = frame.cells()[from];
        }
        at = RlePlane.encodeRow(row, out, at);
      }
      at += at & 1;
    }
    return Arrays.copyOf(out, at);
  }

  /**
   * The same stream without what the header does not point at, and with zero where it is unused.
   */
  @Override
  public byte[] withoutMetadata(byte[] stream) throws CodecException {
    if (stream.length < HEADER) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int count = int32(stream, 0);
    if (count < 1 || count > MAX_SEGMENTS) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, 0);
    }
    int[] offsets = offsets(stream, count);
    int gap = offsets[0] - HEADER;
    byte[] kept = new byte[stream.length - gap];
    putInt32(kept, 0, count);
    for (int i = 0; i < count; i++) {
      putInt32(kept, 4 * (i + 1), offsets[i] - gap);
    }
    System.arraycopy(stream, offsets[0], kept, HEADER, stream.length - offsets[0]);
    return Arrays.equals(kept, stream) ? stream : kept;
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFF)
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | (bytes[at + 3] & 0xFF) << 24;
  }

  private static void putInt32(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
