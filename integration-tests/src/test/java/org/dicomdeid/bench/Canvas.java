/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/**
 * Brightness of each pixel, 0 (black) to 1 of the span that can be stored, in one or three planes.
 */
final class Canvas {

  final int width;
  final int height;
  private final float[][] planes;

  Canvas(int width, int height, int channels) {
    this(width, height, new float[channels][width * height]);
  }

  private Canvas(int width, int height, float[][] planes) {
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  int channels() {
    return planes.length;
  }

  float[] plane(int channel) {
    return planes[channel];
  }

  int size() {
    return width * height;
  }

  Canvas copy() {
    float[][] copies = new float[planes.length][];
    for (int c = 0; c < copies.length; c++) {
      copies[c] = planes[c].clone();
    }
    return new Canvas(width, height, copies);
  }

  /** The same grey in three planes. */
  Canvas coloured() {
    return new Canvas(
        width, height, new float[][] {planes[0].clone(), planes[0].clone(), planes[0].clone()});
  }

  /** Mixes a colour into a pixel. */
  void blend(int pixel, double[] colour, double opacity) {
    for (int c = 0; c < planes.length; c++) {
      planes[c][pixel] += (float) ((colour[c] - planes[c][pixel]) * opacity);
    }
  }

  /** Squeezes all brightness into a part of the span. */
  void squeeze(double low, double high) {
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (float) (low + plane[i] * (high - low));
      }
    }
  }

  void clamp() {
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = Math.min(1f, Math.max(0f, plane[i]));
      }
    }
  }

  /** Mean brightness over the channels inside a rectangle that lies in the canvas. */
  double mean(int x, int y, int w, int h) {
    double sum = 0;
    for (float[] plane : planes) {
      for (int row = y; row < y + h; row++) {
        for (int column = x; column < x + w; column++) {
          sum += plane[row * width + column];
        }
      }
    }
    return sum / ((double) planes.length * w * h);
  }

  /** Lowest and highest brightness. */
  float[] range() {
    float[] range = {1, 0};
    for (float[] plane : planes) {
      for (float value : plane) {
        range[0] = Math.min(range[0], value);
        range[1] = Math.max(range[1], value);
      }
    }
    return range;
  }
}
