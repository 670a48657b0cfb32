/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;

/**
 * Decodes lines of a scan. A line is an array with a sample more at each end: the neighbours that
 * the first and the last sample lack (ITU-T T.87 A.2.1).
 */
final class JpegLsScanDecoder {

  private final JpegLsModel model;
  private final JpegLsBitReader in;
  private final int longest;
  private final int[] runIndex;

  JpegLsScanDecoder(JpegLsModel model, JpegLsBitReader in, int components) {
    this.model = model;
    this.in = in;
    this.longest = model.limit - model.errorBits - 1;
    this.runIndex = new int[components];
  }

  /** As at the start of a restart interval. */
  void restart() {
    model.restart();
    Arrays.fill(runIndex, 0);
  }

  /** Decodes a line of one component. */
  void line(int component, int[] above, int[] line, int width) throws CodecException {
    line[0] = above[1];
    above[width + 1] = above[width];
    int c = above[0];
    int b = above[1];
    int a = line[0];
    int regionBc = model.region(b - c);
    int x = 1;
    while (x <= width) {
      int d = above[x + 1];
      int regionDb = model.region(d - b);
      int context = 81 * regionDb + 9 * regionBc + model.region(c - a);
      if (context != 0) {
        a = regular(context, JpegLsModel.predict(a, b, c));
        line[x++] = a;
        c = b;
        b = d;
        regionBc = regionDb;
        continue;
      }
      int length = run(component, width + 1 - x);
      Arrays.fill(line, x, x + length, a);
      x += length;
      if (x > width) {
        return;
      }
      a = runEnd(component, a, above[x]);
      line[x] = a;
      c = above[x];
      b = above[x + 1];
      regionBc = model.region(b - c);
      x++;
    }
  }

  /** Decodes a line whose pixels have the samples of all components side by side (B.3). */
  void pixels(int[][] above, int[][] line, int width) throws CodecException {
    int components = line.length;
    JpegLsModel.edges(above, line, width);
    int[] contexts = new int[components];
    int x = 1;
    while (x <= width) {
      if (!model.isFlat(above, line, x, contexts)) {
        for (int i = 0; i < components; i++) {
          int p = JpegLsModel.predict(line[i][x - 1], above[i][x], above[i][x - 1]);
          line[i][x] = regular(contexts[i], p);
        }
        x++;
        continue;
      }
      int length = run(0, width + 1 - x);
      for (int i = 0; i < components; i++) {
        Arrays.fill(line[i], x, x + length, line[i][x - 1]);
      }
      x += length;
      if (x > width) {
        return;
      }
      pixelRunEnd(above, line, x);
      x++;
    }
  }

  private int regular(int signedContext, int prediction) throws CodecException {
    int sign = signedContext < 0 ? -1 : 1;
    int context = sign * signedContext;
    int p = model.corrected(context, sign, prediction);
    int k = model.golomb(context);
    int mapped = in.golomb(k, longest, model.errorBits);
    int error = (mapped >>> 1) ^ -(mapped & 1);
    if (model.inverted(context, k)) {
      error = ~error;
    }
    model.learn(context, error);
    return model.sample(p, sign * error);
  }

  /** How many samples of at most so many repeat the one before (A.7.1). */
  private int run(int component, int most) throws CodecException {
    int length = 0;
    while (in.bit()) {
      int part = 1 << JpegLsModel.runOrder(runIndex[component]);
      if (part <= most - length && runIndex[component] < 31) {
        runIndex[component]++;
      }
      length += Math.min(part, most - length);
      if (length == most) {
        return length;
      }
    }
    length += in.bits(JpegLsModel.runOrder(runIndex[component]));
    if (length >= most) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS);
    }
    return length;
  }

  private int runEnd(int component, int a, int b) throws CodecException {
    int type = Math.abs(a - b) <= model.near ? 1 : 0;
    int error = runEndError(component, type);
    shorten(component);
    return type == 1 ? model.sample(a, error) : model.sample(b, a > b ? -error : error);
  }

  /** All samples that end a run of pixels are coded as if their neighbours differed. */
  private void pixelRunEnd(int[][] above, int[][] line, int x) throws CodecException {
    for (int i = 0; i < line.length; i++) {
      int error = runEndError(0, 0);
      int b = above[i][x];
      line[i][x] = model.sample(b, line[i][x - 1] > b ? -error : error);
    }
    shorten(0);
  }

  private int runEndError(int component, int type) throws CodecException {
    int k = model.runGolomb(type);
    int coded =
        in.golomb(k, longest - JpegLsModel.runOrder(runIndex[component]) - 1, model.errorBits);
    int odd = (coded + type) & 1;
    int size = (coded + type + odd) >> 1;
    int error = model.prefersNegative(type, k) == (odd == 1) ? -size : size;
    model.learnRunEnd(type, error, coded);
    return error;
  }

  private void shorten(int component) {
    if (runIndex[component] > 0) {
      runIndex[component]--;
    }
  }
}
