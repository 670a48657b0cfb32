/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.List;
import java.util.Set;

/**
 * Decodes and rewrites the frames of a transfer syntax. Found by {@link java.util.ServiceLoader};
 * thread-safe.
 *
 * <p>A stream that is cut off or damaged ends in a {@link CodecException}, within time and memory
 * that the frame's size bounds: never in a picture that only looks whole.
 */
public interface FrameCodec {

  /** UIDs of the transfer syntaxes whose frames this codec decodes. */
  Set<String> transferSyntaxes();

  /**
   * Decodes one frame.
   *
   * @param stream all of the frame's fragments, joined; a byte of padding may follow the end
   */
  Frame decode(byte[] stream, PixelFormat format) throws CodecException;

  /**
   * Codes a frame without loss, in the transfer syntax that {@link #syntaxWhenBlanked} names.
   *
   * @param like a stream of the same object, whose choices (predictor, interleaving, component
   *     transform) are taken over where they matter to a reader; empty when the object gets another
   *     transfer syntax than it had
   */
  byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException;

  /**
   * The transfer syntax of an object some of whose frames were blanked: the same where no pixel
   * outside the boxes changes by that, else a lossless one.
   */
  default String syntaxWhenBlanked(String transferSyntax) {
    return transferSyntax;
  }

  /**
   * The stream of the same frame with boxes filled; every other pixel is as {@link #decode} gives
   * it, but for what the transfer syntax cannot tell apart (blocks, shared chrominance).
   */
  default byte[] blank(byte[] stream, PixelFormat format, List<Patch> patches)
      throws CodecException {
    Frame frame = decode(stream, format);
    patches.forEach(frame::apply);
    return encode(frame, format, stream);
  }

  /**
   * The same stream without what no decoder turns into pixels: comments, application segments,
   * bytes behind its end. The pixels and how they are coded stay; a stream that holds nothing of
   * that kind is returned as it is.
   */
  default byte[] withoutMetadata(byte[] stream) throws CodecException {
    return stream;
  }

  /**
   * What Photometric Interpretation (0028,0004) must say of what {@link #encode} makes of a frame
   * when it is given no stream to take after (PS3.5 8.2).
   */
  default Photometric encodedPhotometric(Frame frame) {
    return frame.photometric();
  }
}
