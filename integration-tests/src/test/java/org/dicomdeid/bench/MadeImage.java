/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.List;

/**
 * An image with what is known of it.
 *
 * @param number its place in the run
 * @param ground what lies beneath the text, in words
 * @param canvas what a person sees
 * @param lines the rectangles of all lines of text, legible or not
 */
record MadeImage(
    int number,
    Category category,
    String ground,
    Person person,
    Canvas canvas,
    Storage storage,
    List<DrawnText> texts,
    List<Rect> lines) {

  double megapixels() {
    return canvas.size() / 1e6;
  }

  /** Its file in a run's folder. */
  static String fileName(int number) {
    return String.format("image%04d.dcm", number);
  }

  /** Which pixels are farther than this from any text. */
  boolean[] farFromText(int pixels) {
    boolean[] near = new boolean[canvas.size()];
    for (Rect line : lines) {
      line.grown(pixels).mark(near, canvas.width, canvas.height);
    }
    for (int i = 0; i < near.length; i++) {
      near[i] = !near[i];
    }
    return near;
  }
}
