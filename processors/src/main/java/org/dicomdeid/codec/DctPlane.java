/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * The samples of a component, and its lines at full size. Chrominance at half the width is
 * interpolated as the Independent JPEG Group's decoder does by default: 3/4 of the nearer sample
 * and 1/4 of the farther; every other ratio repeats samples (ITU-T T.81 leaves this open).
 */
final class DctPlane {

  /** Components narrower than this are not interpolated. */
  private static final int MIN_INTERPOLATED = 3;

  final short[] samples;
  final int stride;

  private final int wide;
  private final int high;
  private final int columns;
  private final int timesWide;
  private final int timesHigh;
  private final short[] line;

  DctPlane(DctFrame frame, DctComponent component) {
    this.stride = component.stride();
    this.samples = new short[stride * component.blocksHigh() * 8];
    this.wide = component.samplesWide();
    this.high = component.samplesHigh();
    this.columns = frame.columns();
    this.timesWide = frame.maxHorizontal() / component.horizontal();
    this.timesHigh = frame.maxVertical() / component.vertical();
    this.line = new short[wide * timesWide];
  }

  /** The array that holds a line at full size, from {@link #start}; valid until the next call. */
  short[] line(int row) {
    if (timesWide == 1) {
      return samples;
    }
    int own = row / timesHigh;
    int from = own * stride;
    if (timesWide != 2 || timesHigh > 2 || wide < MIN_INTERPOLATED) {
      repeat(from);
    } else if (timesHigh == 1) {
      interpolate(from);
    } else {
      // The farther line is above for the upper of the two rows, below for the lower.
      int other = Math.max(0, Math.min(high - 1, own + ((row & 1) == 0 ? -1 : 1)));
      interpolate(from, other * stride);
    }
    return line;
  }

  /** Where in the array of {@link #line} the line starts. */
  int start(int row) {
    return timesWide == 1 ? row / timesHigh * stride : 0;
  }

  private void repeat(int from) {
    for (int column = 0; column < columns; column++) {
      line[column] = samples[from + column / timesWide];
    }
  }

  private void interpolate(int from) {
    int last = wide - 1;
    line[0] = samples[from];
    line[1] = (short) ((samples[from] * 3 + samples[from + 1] + 2) >> 2);
    for (int i = 1; i < last; i++) {
      int thrice = samples[from + i] * 3;
      line[2 * i] = (short) ((thrice + samples[from + i - 1] + 1) >> 2);
      line[2 * i + 1] = (short) ((thrice + samples[from + i + 1] + 2) >> 2);
    }
    line[2 * last] = (short) ((samples[from + last] * 3 + samples[from + last - 1] + 1) >> 2);
    line[2 * last + 1] = samples[from + last];
  }

  private void interpolate(int near, int far) {
    int before;
    int here = samples[near] * 3 + samples[far];
    int after = samples[near + 1] * 3 + samples[far + 1];
    line[0] = (short) ((here * 4 + 8) >> 4);
    line[1] = (short) ((here * 3 + after + 7) >> 4);
    int last = wide - 1;
    for (int i = 1; i < last; i++) {
      before = here;
      here = after;
      after = samples[near + i + 1] * 3 + samples[far + i + 1];
      line[2 * i] = (short) ((here * 3 + before + 8) >> 4);
      line[2 * i + 1] = (short) ((here * 3 + after + 7) >> 4);
    }
    line[2 * last] = (short) ((after * 3 + here + 8) >> 4);
    line[2 * last + 1] = (short) ((after * 4 + 7) >> 4);
  }
}
