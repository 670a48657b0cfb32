/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Takes the blocks of a scan in the order in which they are coded. */
interface DctBlocks {

  /**
   * A block.
   *
   * @param part which component of the scan, from 0
   * @param row its block row in the component
   * @param column its place in the block row
   * @param coefficients quantised, by natural place; the taker may change but not keep them
   * @param last place in zigzag order of the last coefficient that is coded, 0 when only DC is
   */
  void block(int part, int row, int column, int[] coefficients, int last) throws CodecException;

  /** A restart marker, 0 to 7. */
  default void restart(int number) {}
}
