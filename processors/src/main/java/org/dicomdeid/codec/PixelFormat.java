/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import org.dicomdeid.dicom.DataSet;

/**
 * What the Image Pixel Module says of each frame (PS3.3 C.7.6.3).
 *
 * @param samples per pixel, 1 or 3
 * @param bitsAllocated 1, 8, 16 or 32: the cell that holds a sample
 * @param planarConfiguration 1 when each frame is stored plane by plane; tells only of native
 *     frames
 */
public record PixelFormat(
    int rows,
    int columns,
    int samples,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    Photometric photometric,
    int planarConfiguration) {

  /**
   * The format of the image that a data set or an icon's item describes. Bits Stored, High Bit,
   * Pixel Representation and Planar Configuration may be missing.
   *
   * @throws CodecException BAD_PIXEL_DESCRIPTION when the attributes contradict each other or say
   *     too little; UNSUPPORTED_PIXELS for colour spaces and cells that no codec here knows
   */
  public static PixelFormat of(DataSet holder) throws IOException {
    return PixelDescription.format(holder);
  }

  /** Bytes of a cell in a {@link Frame}: 1, 2 or 4. */
  public int cellBytes() {
    return Math.max(1, bitsAllocated / 8);
  }

  /** Bytes of a {@link Frame}. */
  public long frameBytes() {
    return (long) rows * columns * samples * cellBytes();
  }
}
