/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is hard about an image. */
enum Category {
  PLAIN(18),
  TEXTURED(44),
  ROTATED(22),
  LOW_CONTRAST(20),
  OUTLINED(16),
  PLATE(14),
  OUTSIDE_WINDOW(24),
  SHORT_WORDS(16),
  SMALL_TYPE(16),
  LARGE_TYPE(12),
  COLOUR_ULTRASOUND(18),
  PALETTE(12),
  TINY(8),
  NEGATIVE(60);

  private final int weight;

  Category(int weight) {
    this.weight = weight;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The categories of a run's images: those with text mixed by weight, so that every beginning of
   * the list is a fair sample, then a quarter as many without text.
   */
  static List<Category> plan(int images) {
    List<Category> withText =
        Arrays.stream(values()).filter(category -> category != NEGATIVE).toList();
    double[] owed = new double[withText.size()];
    int weights = withText.stream().mapToInt(category -> category.weight).sum();
    List<Category> plan = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int next = 0;
      for (int c = 0; c < owed.length; c++) {
        owed[c] += (double) withText.get(c).weight / weights;
        next = owed[c] > owed[next] ? c : next;
      }
      owed[next]--;
      plan.add(withText.get(next));
    }
    for (int i = 0; i < (images + 3) / 4; i++) {
      plan.add(NEGATIVE);
    }
    return plan;
  }
}
