/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Bounds on what frame access brings into memory.
 *
 * @param maxFrameBytes most bytes of one frame, coded or decoded
 */
public record PixelLimits(long maxFrameBytes) {

  public static final PixelLimits DEFAULT = new PixelLimits(256L << 20);

  public PixelLimits {
    // An array has no more bytes.
    maxFrameBytes = Math.min(maxFrameBytes, Integer.MAX_VALUE - 8L);
  }

  /** Refuses a frame that needs more. */
  void check(long bytes) throws CodecException {
    if (bytes > maxFrameBytes) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
  }
}
