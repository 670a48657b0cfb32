/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.Random;

/** Random fields. */
final class Noise {

  private Noise() {}

  /**
   * Octaves of smooth noise, 0 to 1 with mean about 0.5.
   *
   * @param scale pixels between the nodes of the coarsest octave
   */
  static float[] octaves(int width, int height, double scale, int octaves, Random random) {
    float[] field = new float[width * height];
    double weight = 1;
    double weights = 0;
    double cell = scale;
    for (int octave = 0; octave < octaves && cell >= 2; octave++) {
      addOctave(field, width, height, cell, weight, random);
      weights += weight;
      weight /= 2;
      cell /= 2;
    }
    for (int i = 0; i < field.length; i++) {
      field[i] /= (float) weights;
    }
    return field;
  }

  private static void addOctave(
      float[] field, int width, int height, double cell, double weight, Random random) {
    int columns = (int) (width / cell) + 2;
    int rows = (int) (height / cell) + 2;
    float[] nodes = new float[columns * rows];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = random.nextFloat();
    }
    for (int y = 0; y < height; y++) {
      int row = (int) (y / cell);
      float fy = smoothStep((float) (y / cell - row));
      for (int x = 0; x < width; x++) {
        int column = (int) (x / cell);
        float fx = smoothStep((float) (x / cell - column));
        int at = row * columns + column;
        float top = nodes[at] + (nodes[at + 1] - nodes[at]) * fx;
        float bottom = nodes[at + columns] + (nodes[at + columns + 1] - nodes[at + columns]) * fx;
        field[y * width + x] += (float) (weight * (top + (bottom - top) * fy));
      }
    }
  }

  private static float smoothStep(float t) {
    return t * t * (3 - 2 * t);
  }

  /** Adds independent noise to each pixel, as a detector does. */
  static void grain(float[] plane, double deviation, Random random) {
    float[] some = new float[4096];
    for (int i = 0; i < some.length; i++) {
      some[i] = (float) (random.nextGaussian() * deviation);
    }
    for (int i = 0; i < plane.length; i++) {
      plane[i] += some[random.nextInt(some.length)];
    }
  }

  /** Adds structure as fine as the strokes of letters, as bone and speckle have it. */
  static void speckle(Canvas canvas, double scale, double strength, Random random) {
    float[] field = octaves(canvas.width, canvas.height, scale, 2, random);
    float[] plane = canvas.plane(0);
    for (int i = 0; i < plane.length; i++) {
      plane[i] += (float) ((field[i] - 0.5) * 2 * strength);
    }
    canvas.clamp();
  }
}
