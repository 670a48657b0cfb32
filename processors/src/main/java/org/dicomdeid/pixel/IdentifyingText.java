/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.dicomdeid.dicom.StandardTableFile;

/**
 * Tells text that identifies by its looks alone, whoever the object's people are: dates, long
 * numbers, addresses of mail, and the labels, titles and places of {@code
 * profiles/pixels/identifying-words.tsv}. Thread-safe.
 */
final class IdentifyingText {

  static final String FILE = "pixels/identifying-words.tsv";

  private enum Kind {
    LABEL,
    TITLE,
    PLACE
  }

  private static final Pattern SHAPES =
      Pattern.compile(
          "\\d{5}" // a record number, a postal code
              + "|\\d{1,4}\\s*[-./,' ]\\s*\\d{1,2}\\s*[-./,' ]\\s*\\d{2,4}(?!\\d)" // a date
              + "|(?<!\\d)\\d{1,2}\\s*:\\s*\\d{2}(?!\\d)" // a time of day
              + "|\\+\\d[\\d ()/-]{5,}|\\d{3}[ ()/-]+\\d{3,4}" // a telephone number
              + "|\\S@\\S|www\\.|https?:");

  private static final IdentifyingText STANDARD = new IdentifyingText(StandardTableFile.read(FILE));

  /** By {@link OcrFolding#alike}: with pairs folded too, MRN would be mm. */
  private final Map<String, Kind> words = new HashMap<>();

  private IdentifyingText(StandardTableFile file) {
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      String kind = file.cell(row, 0);
      if (!kind.isEmpty() && !kind.startsWith("# ")) {
        words.put(OcrFolding.alike(file.cell(row, 1)), Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
      }
    }
  }

  static IdentifyingText standard() {
    return STANDARD;
  }

  boolean looksIdentifying(String text) {
    return SHAPES.matcher(text).find() || hasWord(text) || hasDigitsInARow(text);
  }

  /** Whether a word stands before names and is none: Dr, Prof. */
  boolean isTitle(String word) {
    return words.get(OcrFolding.alike(word)) == Kind.TITLE;
  }

  private boolean hasWord(String text) {
    List<ReadText.Token> tokens = ReadText.of(text).tokens();
    for (int at = 0; at < tokens.size(); at++) {
      ReadText.Token token = tokens.get(at);
      Kind kind = words.get(OcrFolding.alike(token.text()));
      if (kind == Kind.TITLE) {
        // MR and DR are techniques too: a title stands before what may be a name.
        ReadText.Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
        if (next != null && !next.harmless() && !next.hasDigit()) {
          return true;
        }
      } else if (kind != null || MonthNames.standard().monthOf(token.text()) > 0) {
        return true;
      }
      for (String side : ReadText.sides(token.text())) {
        Kind ofSide = words.get(OcrFolding.alike(side));
        if (side.length() > 1 && (ofSide == Kind.LABEL || ofSide == Kind.PLACE)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Five in a row, some of them read as letters: 4O71B5. */
  private static boolean hasDigitsInARow(String text) {
    int run = 0;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      run = OcrFolding.maybeDigit(text.charAt(i)) ? run + 1 : 0;
      digit = run > 0 && (Character.isDigit(text.charAt(i)) || (run > 1 && digit));
      if (run >= 5 && digit) {
        return true;
      }
    }
    return false;
  }
}
