/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What to tune the engine by: what would be lost and won by asking for more confidence, and its
 * worst boxes.
 */
final class EngineBoxes {

  private static final double[] CONFIDENCES = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
  private static final int WORST = 20;

  /** A box far from any text. */
  private record Wrong(MadeImage image, RunLog.Found found) {
    double share() {
      return (double) found.box().width() * found.box().height() / image.canvas().size();
    }
  }

  private final int[] words = new int[CONFIDENCES.length];
  private final int[] missed = new int[CONFIDENCES.length];
  private final double[] falseArea = new double[CONFIDENCES.length];
  private final double[] falseOnNegatives = new double[CONFIDENCES.length];
  private final List<Wrong> wrong = new ArrayList<>();
  private int images;
  private int negatives;

  void add(MadeImage image, List<RunLog.Found> found) {
    images++;
    boolean isNegative = image.category() == Category.NEGATIVE;
    negatives += isNegative ? 1 : 0;
    for (int i = 0; i < CONFIDENCES.length; i++) {
      double least = CONFIDENCES[i];
      List<RunLog.Found> sure = found.stream().filter(each -> each.confidence() >= least).toList();
      ImageScore score = ImageScore.of(image, Report.boxes(image, sure), true);
      words[i] += score.words();
      missed[i] += score.wordsMissed();
      falseArea[i] += score.falseArea();
      falseOnNegatives[i] += isNegative ? score.falseArea() : 0;
    }
    for (RunLog.Found each : found) {
      if (image.lines().stream().noneMatch(line -> line.touches(each.box()))) {
        wrong.add(new Wrong(image, each));
      }
    }
  }

  void print() {
    System.out.println(
        "boxes by least confidence of their best reading: per cent found, false of all, false of negatives");
    for (int i = 0; i < CONFIDENCES.length; i++) {
      System.out.printf(
          "  %4.2f %8.2f %8.3f %8.3f%n",
          CONFIDENCES[i],
          100.0 * (words[i] - missed[i]) / Math.max(1, words[i]),
          100 * falseArea[i] / Math.max(1, images),
          100 * falseOnNegatives[i] / Math.max(1, negatives));
    }
    System.out.println(
        wrong.size()
            + " boxes touch no text; the largest: image, ground, share %, box, detector, reading");
    wrong.sort(Comparator.comparingDouble(Wrong::share).reversed());
    for (Wrong each : wrong.subList(0, Math.min(WORST, wrong.size()))) {
      Rect box = each.found().box();
      System.out.printf(
          "  %04d %-12s %6.2f %4d,%-4d %4dx%-4d %.3f %.3f %s%n",
          each.image().number(),
          each.image().ground(),
          100 * each.share(),
          box.x(),
          box.y(),
          box.width(),
          box.height(),
          each.found().score(),
          each.found().confidence(),
          each.found().text());
    }
  }
}
