/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Codes lines of a scan without loss: the counterpart of {@link JpegLsScanDecoder}, with lines laid
 * out alike.
 */
final class JpegLsScanEncoder {

  private final JpegLsModel model;
  private final JpegLsBitWriter out;
  private final int longest;
  private final int[] runIndex;

  JpegLsScanEncoder(JpegLsModel model, JpegLsBitWriter out, int components) {
    this.model = model;
    this.out = out;
    this.longest = model.limit - model.errorBits - 1;
    this.runIndex = new int[components];
  }

  /** Codes a line of one component. */
  void line(int component, int[] above, int[] line, int width) {
    line[0] = above[1];
    above[width + 1] = above[width];
    int x = 1;
    while (x <= width) {
      int c = above[x - 1];
      int b = above[x];
      int a = line[x - 1];
      int context =
          81 * model.region(above[x + 1] - b) + 9 * model.region(b - c) + model.region(c - a);
      if (context != 0) {
        regular(context, JpegLsModel.predict(a, b, c), line[x]);
        x++;
        continue;
      }
      int from = x;
      while (x <= width && line[x] == a) {
        x++;
      }
      run(component, x - from, x > width);
      if (x <= width) {
        runEnd(component, a, above[x], line[x]);
        x++;
      }
    }
  }

  /** Codes a line whose pixels have the samples of all components side by side (B.3). */
  void pixels(int[][] above, int[][] line, int width) {
    int components = line.length;
    JpegLsModel.edges(above, line, width);
    int[] contexts = new int[components];
    int x = 1;
    while (x <= width) {
      if (!model.isFlat(above, line, x, contexts)) {
        for (int i = 0; i < components; i++) {
          int p = JpegLsModel.predict(line[i][x - 1], above[i][x], above[i][x - 1]);
          regular(contexts[i], p, line[i][x]);
        }
        x++;
        continue;
      }
      int from = x;
      while (x <= width && repeats(line, x)) {
        x++;
      }
      run(0, x - from, x > width);
      if (x <= width) {
        pixelRunEnd(above, line, x);
        x++;
      }
    }
  }

  private static boolean repeats(int[][] line, int x) {
    for (int[] samples : line) {
      if (samples[x] != samples[x - 1]) {
        return false;
      }
    }
    return true;
  }

  private void regular(int signedContext, int prediction, int sample) {
    int sign = signedContext < 0 ? -1 : 1;
    int context = sign * signedContext;
    int p = model.corrected(context, sign, prediction);
    int error = model.reduced(sign * (sample - p));
    int k = model.golomb(context);
    int mapped = model.inverted(context, k) ? ~error : error;
    out.golomb((mapped << 1) ^ (mapped >> 31), k, longest, model.errorBits);
    model.learn(context, error);
  }

  private void run(int component, int length, boolean atEndOfLine) {
    int left = length;
    while (left >= 1 << order(component)) {
      out.bits(1, 1);
      left -= 1 << order(component);
      if (runIndex[component] < 31) {
        runIndex[component]++;
      }
    }
    if (!atEndOfLine) {
      out.bits(left, order(component) + 1);
    } else if (left > 0) {
      out.bits(1, 1);
    }
  }

  private void runEnd(int component, int a, int b, int sample) {
    if (a == b) {
      runEndError(component, 1, sample - a);
    } else {
      runEndError(component, 0, a > b ? b - sample : sample - b);
    }
    shorten(component);
  }

  private void pixelRunEnd(int[][] above, int[][] line, int x) {
    for (int i = 0; i < line.length; i++) {
      int b = above[i][x];
      int difference = line[i][x] - b;
      runEndError(0, 0, line[i][x - 1] > b ? -difference : difference);
    }
    shorten(0);
  }

  private void runEndError(int component, int type, int difference) {
    int error = model.reduced(difference);
    int k = model.runGolomb(type);
    boolean preferred = error != 0 && (error < 0) == model.prefersNegative(type, k);
    int coded = 2 * Math.abs(error) - type - (preferred ? 1 : 0);
    out.golomb(coded, k, longest - order(component) - 1, model.errorBits);
    model.learnRunEnd(type, error, coded);
  }

  private int order(int component) {
    return JpegLsModel.runOrder(runIndex[component]);
  }

  private void shorten(int component) {
    if (runIndex[component] > 0) {
      runIndex[component]--;
    }
  }
}
