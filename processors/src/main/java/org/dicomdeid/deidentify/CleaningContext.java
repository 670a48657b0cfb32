/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.VR;

/**
 * The identifiers of one object, and what became of texts that were cleaned of them. The images of
 * a series say the same of their people and repeat most of their texts, so they share a context and
 * each text is judged once. Safe for threads; bounded.
 */
final class CleaningContext {

  private static final int MOST_TEXTS = 2_000;
  private static final int LONGEST_TEXT = 1_024;

  /**
   * How a text is to be cleaned: of the object's own identifiers, or of all that is not known
   * harmless.
   */
  enum Way {
    OWN_IDENTIFIERS,
    ALL_UNKNOWN
  }

  /** What cleaning came to: the values to write, and whether any differs from before. */
  record Result(List<String> values, boolean changed) {}

  /** A value as it stands in a file. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Text(byte[] bytes, VR vr, CharacterSet set, Way way) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Text text
          && way == text.way
          && vr == text.vr
          && set == text.set
          && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private final TextCleaner cleaner;
  private final IdentifierSet identifiers;
  private final Map<Text, Result> results = new ConcurrentHashMap<>();
  private volatile LeakPatterns leakPatterns;

  CleaningContext(TextCleaner cleaner, IdentifierSet identifiers) {
    this.cleaner = cleaner;
    this.identifiers = identifiers;
  }

  /** What to search the output for; made at first use, and not changed by anyone then. */
  LeakPatterns leakPatterns() {
    LeakPatterns known = leakPatterns;
    if (known == null) {
      known = new LeakPatterns();
      for (String spelling : identifiers.spellings()) {
        known.addText(spelling);
      }
      leakPatterns = known;
    }
    return known;
  }

  /** Cleans each value of a text element. */
  Result clean(byte[] bytes, VR vr, CharacterSet set, Way way) {
    Text text = new Text(bytes, vr, set, way);
    Result known = results.get(text);
    if (known == null) {
      known = judge(text);
      if (bytes.length <= LONGEST_TEXT && results.size() < MOST_TEXTS) {
        results.put(text, known);
      }
    }
    return known;
  }

  private Result judge(Text text) {
    List<String> clean = new ArrayList<>();
    boolean changed = false;
    for (String value : ElementText.values(text.bytes, text.vr, text.set)) {
      String cut =
          text.way == Way.OWN_IDENTIFIERS
              ? cleaner.withoutIdentifiers(value, identifiers)
              : cleaner.clean(value, identifiers);
      changed |= !cut.equals(value);
      clean.add(cut);
    }
    return new Result(clean, changed);
  }
}
