/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Institutions, addresses and towns, to be told in a text by any of their words of four letters.
 * Words of the allow-list, as in "Heart Clinic", tell a place only with all of its other words.
 */
final class BurnedPlaces {

  private static final int FEWEST = 4;

  private final Set<String> words = new LinkedHashSet<>();
  private final Set<String> whole = new LinkedHashSet<>();

  BurnedPlaces(List<String> places) {
    for (String place : places) {
      String all = OcrFolding.skeleton(place);
      if (all.length() >= 2) {
        whole.add(all);
      }
      for (ReadText.Token token : ReadText.of(place).tokens()) {
        if (!token.harmless() && !token.hasDigit() && token.skeleton().length() >= FEWEST) {
          words.add(token.skeleton());
          words.add(OcrFolding.alike(token.text()));
        }
      }
    }
  }

  boolean match(ReadText text) {
    if (whole.contains(text.skeleton())) {
      return !text.isHarmless() || text.tokens().size() > 1;
    }
    for (String run : text.unknown()) {
      for (String word : words) {
        if (ApproximateSearch.holds(run, word)
            || (run.length() >= FEWEST
                && run.length() < word.length()
                && ApproximateSearch.holds(word, run))) {
          return true;
        }
      }
    }
    return false;
  }
}
