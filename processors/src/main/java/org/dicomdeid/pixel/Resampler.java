/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.nio.FloatBuffer;
import org.dicomdeid.codec.Box;

/**
 * Brings a part of a picture to the size and the numbers that a network takes: bilinear, planes of
 * blue, green and red, each sample as (value / 255 − mean) / deviation.
 */
final class Resampler {

  private final float[] scale = new float[3];
  private final float[] offset = new float[3];

  /** Means and deviations in the order blue, green, red. */
  Resampler(float[] means, float[] deviations) {
    for (int i = 0; i < 3; i++) {
      scale[i] = 1 / (255 * deviations[i]);
      offset[i] = -means[i] / deviations[i];
    }
  }

  /**
   * The part at {@code width × height}, in the upper left corner of a plane of {@code planeWidth ×
   * planeHeight} whose rest repeats the part's last row and column.
   */
  void resample(
      Picture picture,
      Box part,
      boolean inverted,
      int width,
      int height,
      int planeWidth,
      int planeHeight,
      FloatBuffer target) {
    int plane = planeWidth * planeHeight;
    Axis across = Axis.of(part.column(), part.width(), width, planeWidth);
    Axis down = Axis.of(part.row(), part.height(), height, planeHeight);
    int channels = picture.channels();
    float[] row = new float[planeWidth];
    float[] line = new float[planeWidth];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < planeHeight; y++) {
        float lower = down.weight[y];
        across.blend(picture, down.first[y], c, row);
        if (lower > 0) {
          across.blend(picture, down.second[y], c, line);
          for (int x = 0; x < planeWidth; x++) {
            row[x] += lower * (line[x] - row[x]);
          }
        }
        if (channels == 1) {
          for (int plane3 = 0; plane3 < 3; plane3++) {
            store(row, line, plane3, inverted, target, plane3 * plane + y * planeWidth);
          }
        } else {
          store(row, line, 2 - c, inverted, target, (2 - c) * plane + y * planeWidth);
        }
      }
    }
  }

  private void store(
      float[] row, float[] line, int index, boolean inverted, FloatBuffer target, int position) {
    float factor = inverted ? -scale[index] : scale[index];
    float base = inverted ? offset[index] + 255 * scale[index] : offset[index];
    for (int x = 0; x < row.length; x++) {
      line[x] = row[x] * factor + base;
    }
    target.put(position, line, 0, row.length);
  }

  /** For each target position the two source positions around it and the second one's weight. */
  private static final class Axis {
    private final int[] first;
    private final int[] second;
    private final float[] weight;

    private Axis(int size) {
      first = new int[size];
      second = new int[size];
      weight = new float[size];
    }

    static Axis of(int from, int length, int size, int plane) {
      Axis axis = new Axis(plane);
      double step = (double) length / size;
      for (int i = 0; i < plane; i++) {
        double at = Math.max(0, (Math.min(i, size - 1) + 0.5) * step - 0.5);
        int left = Math.min((int) at, length - 1);
        axis.first[i] = from + left;
        axis.second[i] = from + Math.min(left + 1, length - 1);
        axis.weight[i] = (float) (at - left);
      }
      return axis;
    }

    void blend(Picture picture, int row, int channel, float[] target) {
      byte[] samples = picture.samples();
      int step = picture.channels();
      int start = row * picture.width() * step + channel;
      for (int x = 0; x < target.length; x++) {
        int one = samples[start + first[x] * step] & 0xff;
        int other = samples[start + second[x] * step] & 0xff;
        target[x] = one + weight[x] * (other - one);
      }
    }
  }
}
