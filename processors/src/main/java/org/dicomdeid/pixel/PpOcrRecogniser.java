/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;

/** PP-OCR's recogniser: what one line of text says, by connectionist temporal classification. */
final class PpOcrRecogniser {

  static final String NAME = "pp-ocr";

  private static final int HEIGHT = 48;
  private static final int NARROWEST = 48;
  private static final int WIDEST = 1600;

  /** The probability from which a sign is taken to stand where it was read. */
  private static final float SURE = 0.6f;

  private static final Resampler INPUT =
      new Resampler(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

  private final OnnxModel model;
  private final List<String> characters;

  PpOcrRecogniser(OnnxModel model, byte[] keys) {
    this.model = model;
    this.characters = new ArrayList<>();
    characters.add(""); // the blank between two characters
    new String(keys, StandardCharsets.UTF_8).lines().forEach(characters::add);
    characters.add(" ");
  }

  /**
   * A reading and where it stands.
   *
   * @param first middle of its first sure sign, as a share of the crop's width from the left
   * @param last middle of its last sure sign; less than {@code first} when no sign is sure
   */
  record Placed(Reading reading, double first, double last) {}

  /** What an upright crop says; empty text with confidence 0 when nothing. */
  Reading read(Picture crop, boolean inverted) throws IOException {
    return locate(crop, inverted).reading();
  }

  /** What an upright crop says, and where in it. */
  Placed locate(Picture crop, boolean inverted) throws IOException {
    int width = (int) Math.round((double) crop.width() * HEIGHT / crop.height());
    int scaledWidth = Math.max(8, Math.min(WIDEST, width));
    int plane = Math.max(NARROWEST, (scaledWidth + 7) / 8 * 8);
    Box whole = new Box(0, 0, crop.width(), crop.height());
    OnnxModel.Output output =
        model.run(
            target ->
                INPUT.resample(crop, whole, inverted, scaledWidth, HEIGHT, plane, HEIGHT, target),
            1,
            3,
            HEIGHT,
            plane);
    double stepWidth = (double) plane / output.size(1) / scaledWidth;
    return decode(output.values, output.size(1), output.size(2), stepWidth);
  }

  private Placed decode(FloatBuffer values, int steps, int classes, double stepWidth) {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    int count = 0;
    int last = 0;
    double firstSure = 1;
    double lastSure = 0;
    float[] step = new float[classes];
    for (int i = 0; i < steps; i++) {
      values.get(i * classes, step);
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (step[c] > step[best]) {
          best = c;
        }
      }
      if (best != 0 && best != last && best < characters.size()) {
        text.append(characters.get(best));
        sum += step[best];
        count++;
        if (step[best] >= SURE && !characters.get(best).isBlank()) {
          firstSure = Math.min(firstSure, (i + 0.5) * stepWidth);
          lastSure = (i + 0.5) * stepWidth;
        }
      }
      last = best;
    }
    Reading reading = new Reading(NAME, text.toString(), count == 0 ? 0 : sum / count);
    return new Placed(reading, firstSure, lastSure);
  }
}
