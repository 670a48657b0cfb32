/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The families that text is drawn in, from Debian packages that pixels.sh names. */
final class Typeface {

  static final List<String> FAMILIES =
      List.of(
          "DejaVu Sans",
          "DejaVu Sans Mono",
          "DejaVu Serif",
          "Liberation Sans",
          "Liberation Mono",
          "Liberation Serif",
          "Liberation Sans Narrow",
          "FreeSans",
          "FreeMono",
          "Inconsolata",
          "Open Sans",
          "Roboto");

  private Typeface() {}

  /**
   * The same face for the same random state on every machine that has all of them.
   *
   * @throws IllegalStateException naming the families that are missing
   */
  static Font random(double size, Random random) {
    String family = FAMILIES.get(random.nextInt(FAMILIES.size()));
    int style =
        (random.nextInt(3) == 0 ? Font.BOLD : Font.PLAIN)
            | (random.nextInt(20) == 0 ? Font.ITALIC : Font.PLAIN);
    return new Font(family, style, 1).deriveFont((float) size);
  }

  /** Refuses a machine where AWT would draw another face instead. */
  static void require() {
    Set<String> missing = new TreeSet<>(FAMILIES);
    missing.removeAll(
        Arrays.asList(
            GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames()));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "install the fonts that pixels.sh names; missing are " + missing);
    }
  }
}
