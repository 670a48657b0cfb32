/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * A rectangle that was blanked, in pixels of the image, on a run of frames.
 *
 * @param firstFrame from 1
 * @param lastFrame inclusive
 * @param column left edge, from 0
 * @param row upper edge, from 0
 */
public record PixelBox(int firstFrame, int lastFrame, int column, int row, int width, int height) {

  public PixelBox {
    Shape.check(firstFrame >= 1 && lastFrame >= firstFrame, "frames", "a run of frames from 1");
    Shape.check(
        column >= 0 && row >= 0 && width > 0 && height > 0, "box", "a rectangle in the image");
  }
}
