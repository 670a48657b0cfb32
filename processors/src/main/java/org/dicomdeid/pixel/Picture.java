/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

/** A frame as a person would see it, 8 bits a channel. */
public final class Picture {

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  /**
   * A picture over an array that is not copied.
   *
   * @param channels 1 for grey, 3 for red, green and blue
   * @param samples row by row from the top, the channels of a pixel side by side
   */
  public Picture(int width, int height, int channels, byte[] samples) {
    if ((long) width * height * channels != samples.length) {
      throw new IllegalArgumentException("samples do not fit the shape");
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int channels() {
    return channels;
  }

  /** The samples themselves, not a copy. */
  public byte[] samples() {
    return samples;
  }
}
