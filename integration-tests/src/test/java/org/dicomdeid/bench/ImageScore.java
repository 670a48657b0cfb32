/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.ArrayList;
import java.util.List;

/** What a mask of blanked pixels does to one image. */
final class ImageScore {

  private static final double GONE = 0.9;
  private static final double TOUCHED = 0.1;
  private static final int LETTERS = 3;
  private static final int NEAR = 12;

  private final List<DrawnText> missed = new ArrayList<>();
  private final List<DrawnText> goneHarmless = new ArrayList<>();
  private int words;
  private int brief;
  private int briefMissed;
  private int excluded;
  private int harmless;
  private final double falseArea;

  private ImageScore(double falseArea) {
    this.falseArea = falseArea;
  }

  /**
   * @param blanked which pixels were overwritten
   * @param detectionOnly whether harmless text is to be found too, since nothing was decided yet
   */
  static ImageScore of(MadeImage image, boolean[] blanked, boolean detectionOnly) {
    boolean[] far = image.farFromText(NEAR);
    int falsely = 0;
    for (int i = 0; i < far.length; i++) {
      falsely += far[i] && blanked[i] ? 1 : 0;
    }
    ImageScore score = new ImageScore((double) falsely / far.length);
    for (DrawnText text : image.texts()) {
      score.add(text, text.covered(blanked), detectionOnly);
    }
    return score;
  }

  private void add(DrawnText text, double covered, boolean detectionOnly) {
    if (!text.isLegible()) {
      excluded++;
      return;
    }
    switch (text.piece().kind()) {
      case SENSITIVE -> {
        boolean isHeadline = text.piece().letters() >= LETTERS;
        words += isHeadline ? 1 : 0;
        brief += isHeadline ? 0 : 1;
        if (covered < GONE) {
          missed.add(text);
          briefMissed += isHeadline ? 0 : 1;
        }
      }
      case HARMLESS -> {
        harmless++;
        if (covered >= GONE || (covered > TOUCHED && !detectionOnly)) {
          goneHarmless.add(text);
        }
      }
      case LABEL -> {}
    }
  }

  /** Legible words of three or more letters or digits that must go. */
  int words() {
    return words;
  }

  int wordsMissed() {
    return missed.size() - briefMissed;
  }

  /** Legible pieces of one or two letters or digits that must go. */
  int brief() {
    return brief;
  }

  int briefMissed() {
    return briefMissed;
  }

  /** Pieces that no person could read, which count nowhere. */
  int excluded() {
    return excluded;
  }

  int harmless() {
    return harmless;
  }

  int harmlessGone() {
    return goneHarmless.size();
  }

  /** Share of all pixels that were blanked far from any text. */
  double falseArea() {
    return falseArea;
  }

  List<DrawnText> missed() {
    return missed;
  }

  List<DrawnText> goneHarmless() {
    return goneHarmless;
  }
}
