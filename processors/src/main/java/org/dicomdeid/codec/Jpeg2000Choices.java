/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * What a JPEG 2000 writer may choose.
 *
 * @param depth bits of a sample
 * @param componentTransform whether RCT takes the first three components apart (T.800 G.2)
 */
record Jpeg2000Choices(int depth, boolean signed, boolean componentTransform) {

  /** Those of a stream, as far as it can be read and the frame loses nothing by them. */
  static Jpeg2000Choices of(byte[] like, Frame frame, PixelFormat format) {
    boolean colour = frame.samples() == 3;
    boolean rgb = colour && frame.photometric() == Photometric.RGB;
    try {
      Jpeg2000Codestream outline = Jpeg2000Codestream.mainHeaderOf(like);
      boolean transformed = colour && outline.coding().componentTransform();
      Jpeg2000Size size = outline.size();
      return fitting(frame, size.depth(), size.signed(), transformed);
    } catch (CodecException e) {
      return fitting(frame, format.bitsStored(), format.signed(), rgb);
    }
  }

  private static Jpeg2000Choices fitting(
      Frame frame, int depth, boolean signed, boolean componentTransform) {
    int cellBits = 8 * frame.cellBytes();
    boolean fits = depth <= cellBits && bits(frame, signed) <= depth;
    return new Jpeg2000Choices(fits ? depth : cellBits, signed, componentTransform);
  }

  /** Bits that the largest magnitude of the frame needs. */
  private static int bits(Frame frame, boolean signed) {
    byte[] cells = frame.cells();
    boolean wide = frame.cellBytes() == 2;
    int used = 0;
    for (int i = 0; i < cells.length; i += wide ? 2 : 1) {
      int value = wide ? (cells[i] & 0xFF) | cells[i + 1] << 8 : cells[i];
      if (!signed) {
        used |= value & (wide ? 0xFFFF : 0xFF);
      } else {
        used |= value < 0 ? ~value : value;
      }
    }
    return 32 - Integer.numberOfLeadingZeros(used) + (signed ? 1 : 0);
  }
}
