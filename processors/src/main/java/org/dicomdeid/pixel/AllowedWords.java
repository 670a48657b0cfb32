/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomdeid.dicom.StandardTableFile;

/** The words of {@code profiles/pixels/allowed-text.tsv}. */
final class AllowedWords {

  static final String FILE = "pixels/allowed-text.tsv";

  /** What the list says of words that tell left from right. */
  private static final String SIDE = "laterality";

  private static final int LONGEST = 120;
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}|%]+");
  private static final AllowedWords STANDARD = new AllowedWords(StandardTableFile.read(FILE));

  private final Set<String> words = new HashSet<>();
  private final Set<String> sides = new HashSet<>();
  private final Set<String> labels = new HashSet<>();
  private final Set<String> units = new HashSet<>();
  private final Set<String> skeletons = new HashSet<>();
  private int longest;

  private AllowedWords(StandardTableFile file) {
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      String kind = file.cell(row, 0);
      if (kind.isEmpty() || kind.startsWith("# ")) {
        continue;
      }
      String text = key(file.cell(row, 1));
      Set<String> to =
          switch (kind) {
            case "word" -> words;
            case "label" -> labels;
            case "unit" -> units;
            default -> throw new IllegalStateException(FILE + " has a row of unknown kind " + kind);
          };
      to.add(text);
      if (file.cell(row, 2).equals(SIDE)) {
        sides.add(text);
      }
      String skeleton = OcrFolding.skeleton(text);
      if (!skeleton.isEmpty()) {
        skeletons.add(skeleton);
        longest = Math.max(longest, skeleton.length());
      }
    }
  }

  static AllowedWords standard() {
    return STANDARD;
  }

  boolean isWord(String text) {
    return words.contains(key(text));
  }

  boolean isSide(String text) {
    return sides.contains(key(text));
  }

  boolean isLabel(String text) {
    return labels.contains(key(text));
  }

  boolean isUnit(String text) {
    return units.contains(key(text));
  }

  /**
   * Whether what looks like the text can be parted into words of the list and numbers of up to four
   * digits.
   */
  boolean couldBeMadeOf(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    boolean withNumbers = text.chars().anyMatch(Character::isDigit);
    boolean any = false;
    for (String chunk : BETWEEN.split(text, -1)) {
      if (!chunk.isEmpty()) {
        any = true;
        if (!canBeParted(OcrFolding.skeleton(chunk), withNumbers)) {
          return false;
        }
      }
    }
    return any;
  }

  /**
   * Parts a chunk. Words of one or two letters would make up nearly anything, so inside a chunk
   * they count only beside a number.
   */
  private boolean canBeParted(String skeleton, boolean withNumbers) {
    if (skeletons.contains(skeleton) || (withNumbers && isNumber(skeleton))) {
      return true;
    }
    boolean[] afterWord = new boolean[skeleton.length() + 1];
    boolean[] afterShort = new boolean[skeleton.length() + 1];
    boolean[] afterNumber = new boolean[skeleton.length() + 1];
    afterWord[0] = true;
    for (int from = 0; from < skeleton.length(); from++) {
      int most = Math.min(skeleton.length(), from + longest);
      for (int to = from + 1; to <= most; to++) {
        String part = skeleton.substring(from, to);
        if (withNumbers && isNumber(part)) {
          afterNumber[to] |= afterWord[from] || afterShort[from];
        }
        if (skeletons.contains(part)) {
          boolean isShort = part.length() < 3;
          afterWord[to] |= afterNumber[from] || (afterWord[from] && !isShort);
          afterShort[to] |= afterWord[from] && isShort;
        }
      }
    }
    return afterWord[skeleton.length()] || afterNumber[skeleton.length()];
  }

  private static boolean isNumber(String part) {
    return part.length() <= 4 && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String key(String text) {
    return text.replace('\u00B5', 'u')
        .replace('\u03BC', 'u')
        .replace("\u00B2", "2")
        .toUpperCase(Locale.ROOT);
  }
}
