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

  /**
   * Text in a part of a picture, which goes into the network turned and enlarged by this factor.
   */
  List<Detection> detect(
      Picture picture, Box part, PictureTurn turn, boolean inverted, double factor)
      throws IOException {
    if (turn == PictureTurn.NONE) {
      return detect(picture, picture, part, part, turn, inverted, factor);
    }
    Picture turned = turn.of(picture, part);
    Box whole = new Box(0, 0, turned.width(), turned.height());
    return detect(picture, turned, whole, part, turn, inverted, factor);
  }

  private List<Detection> detect(
      Picture view,
      Picture source,
      Box area,
      Box part,
      PictureTurn turn,
      boolean inverted,
      double factor)
      throws IOException {
    int width = (int) Math.max(1, Math.round(area.width() * factor));
    int height = (int) Math.max(1, Math.round(area.height() * factor));
    int planeWidth = roundUp(width);
    int planeHeight = roundUp(height);
    OnnxModel.Output map =
        model.run(
            target ->
                INPUT.resample(
                    source, area, inverted, width, height, planeWidth, planeHeight, target),
            1,
            3,
            planeHeight,
            planeWidth);
    List<Detection> found = new ArrayList<>();
    for (TextRegions.Scored each :
        new TextRegions(map.values, map.size(3), map.size(2)).boxes(MIN_SCORE)) {
      Box box =
          scaled(each.box(), (double) area.width() / width, (double) area.height() / height)
              .within(area.width(), area.height());
      if (!box.isEmpty()) {
        Box back = turn.back(box, part);
        found.add(
            new Detection(
                view,
                inverted,
                new Box(
                    part.column() + back.column(),
                    part.row() + back.row(),
                    back.width(),
                    back.height()),
                each.score()));
      }
    }
    return found;
  }

  private static Box scaled(Box box, double across, double down) {
    int left = (int) Math.floor(box.column() * across);
    int top = (int) Math.floor(box.row() * down);
    int right = (int) Math.ceil(box.right() * across);
    int bottom = (int) Math.ceil(box.bottom() * down);
    return new Box(left, top, right - left, bottom - top);
  }

  private static int roundUp(int size) {
    return (size + STEP - 1) / STEP * STEP;
  }
}
