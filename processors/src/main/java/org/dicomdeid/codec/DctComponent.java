/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * A component of a frame (ITU-T T.81 A.1.1).
 *
 * @param index its place in the frame header, from 0
 * @param horizontal sampling factor, 1 to 4
 * @param vertical sampling factor, 1 to 4
 * @param quantTable destination of its quantisation table
 * @param samplesWide samples of a line that stand for pixels
 * @param samplesHigh lines that stand for pixels
 * @param blocksWide blocks of a line, with those that only fill the last MCU up
 * @param blocksHigh block rows, with those that only fill the last MCU up
 */
record DctComponent(
    int index,
    int id,
    int horizontal,
    int vertical,
    int quantTable,
    int samplesWide,
    int samplesHigh,
    int blocksWide,
    int blocksHigh) {

  /** Samples of a line of all blocks. */
  int stride() {
    return blocksWide * 8;
  }
}
