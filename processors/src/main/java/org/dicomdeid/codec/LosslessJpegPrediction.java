/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Prediction of lossless JPEG (ITU-T T.81 H.1.2.1, table H.1), a row at a time. */
final class LosslessJpegPrediction {

  private static final int MODULO = 0xFFFF;

  private LosslessJpegPrediction() {}

  /** The first row of a scan or restart interval: from the left, after a value in the middle. */
  static void restoreFirst(int[] row, int columns, int middle) {
    int left = middle;
    for (int x = 0; x < columns; x++) {
      left = (row[x] + left) & MODULO;
      row[x] = left;
    }
  }

  /** Turns the differences of a row into samples. */
  static void restore(int selection, int[] row, int[] above, int columns) {
    int left = (row[0] + above[0]) & MODULO;
    row[0] = left;
    switch (selection) {
      case 1 -> {
        for (int x = 1; x < columns; x++) {
          left = (row[x] + left) & MODULO;
          row[x] = left;
        }
      }
      case 2 -> {
        for (int x = 1; x < columns; x++) {
          row[x] = (row[x] + above[x]) & MODULO;
        }
      }
      case 3 -> {
        for (int x = 1; x < columns; x++) {
          row[x] = (row[x] + above[x - 1]) & MODULO;
        }
      }
      case 4 -> {
        for (int x = 1; x < columns; x++) {
          left = (row[x] + left + above[x] - above[x - 1]) & MODULO;
          row[x] = left;
        }
      }
      case 5 -> {
        for (int x = 1; x < columns; x++) {
          left = (row[x] + left + ((above[x] - above[x - 1]) >> 1)) & MODULO;
          row[x] = left;
        }
      }
      case 6 -> {
        for (int x = 1; x < columns; x++) {
          left = (row[x] + above[x] + ((left - above[x - 1]) >> 1)) & MODULO;
          row[x] = left;
        }
      }
      case 7 -> {
        for (int x = 1; x < columns; x++) {
          left = (row[x] + ((left + above[x]) >> 1)) & MODULO;
          row[x] = left;
        }
      }
      default -> throw new IllegalArgumentException("no such predictor");
    }
  }

  /** The differences of a first row, from -32768 to 32767. */
  static void takeFirst(int[] row, int columns, int middle, short[] differences) {
    int left = middle;
    for (int x = 0; x < columns; x++) {
      differences[x] = (short) (row[x] - left);
      left = row[x];
    }
  }

  /** The differences of a row. */
  static void take(int selection, int[] row, int[] above, int columns, short[] differences) {
    differences[0] = (short) (row[0] - above[0]);
    for (int x = 1; x < columns; x++) {
      int left = row[x - 1];
      int up = above[x];
      int corner = above[x - 1];
      int predicted =
          switch (selection) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> corner;
            case 4 -> left + up - corner;
            case 5 -> left + ((up - corner) >> 1);
            case 6 -> up + ((left - corner) >> 1);
            case 7 -> (left + up) >> 1;
            default -> throw new IllegalArgumentException("no such predictor");
          };
      differences[x] = (short) (row[x] - predicted);
    }
  }
}
