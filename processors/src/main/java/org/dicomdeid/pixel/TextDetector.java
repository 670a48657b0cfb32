/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;

/** DBNet of PP-OCR: where a picture shows text. */
final class TextDetector {

  private static final int STEP = 32;
  private static final double MIN_SCORE = 0.4;
  private static final Resampler INPUT =
      new Resampler(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

  private final OnnxModel model;

  TextDetector(OnnxModel model) {
    this.model = model;
  }

  /** Text in a part of a picture, which goes into the network enlarged by this factor. */
  List<Detection> detect(Picture picture, Box part, boolean inverted, double factor)
      throws IOException {
    int width = (int) Math.max(1, Math.round(part.width() * factor));
    int height = (int) Math.max(1, Math.round(part.height() * factor));
    int planeWidth = roundUp(width);
    int planeHeight = roundUp(height);
    OnnxModel.Output map =
        model.run(
            INPUT.resample(picture, part, inverted, width, height, planeWidth, planeHeight),
            1,
            3,
            planeHeight,
            planeWidth);
    List<Detection> found = new ArrayList<>();
    double across = (double) part.width() / width;
    double down = (double) part.height() / height;
    for (TextRegions.Scored each :
        new TextRegions(map.values, map.size(3), map.size(2)).boxes(MIN_SCORE)) {
      Box box = each.box();
      int left = (int) Math.floor(box.column() * across);
      int top = (int) Math.floor(box.row() * down);
      int right = (int) Math.ceil(box.right() * across);
      int bottom = (int) Math.ceil(box.bottom() * down);
      Box inPart =
          new Box(left, top, right - left, bottom - top).within(part.width(), part.height());
      if (!inPart.isEmpty()) {
        found.add(
            new Detection(
                picture,
                inverted,
                new Box(
                    part.column() + inPart.column(),
                    part.row() + inPart.row(),
                    inPart.width(),
                    inPart.height()),
                each.score()));
      }
    }
    return found;
  }

  private static int roundUp(int size) {
    return (size + STEP - 1) / STEP * STEP;
  }
}
