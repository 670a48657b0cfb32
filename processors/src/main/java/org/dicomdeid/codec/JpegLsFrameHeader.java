/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.List;

/**
 * What SOF55 says (ITU-T T.87 C.2.2).
 *
 * @param precision bits of a sample
 * @param componentIds of the components, in their order
 */
record JpegLsFrameHeader(int precision, int rows, int columns, List<Integer> componentIds) {

  JpegLsFrameHeader {
    componentIds = List.copyOf(componentIds);
  }

  /** Whether samples take cells of this size and no smaller ones: readers go by that. */
  boolean fits(int bitsAllocated) {
    return precision <= bitsAllocated && precision >= leastPrecision(bitsAllocated);
  }

  static int leastPrecision(int bitsAllocated) {
    return bitsAllocated == 8 ? 2 : 9;
  }
}
