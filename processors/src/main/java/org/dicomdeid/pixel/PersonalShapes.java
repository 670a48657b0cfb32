/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Shapes in which text made of nothing but harmless words and numbers still tells of a person. */
final class PersonalShapes {

  private static final List<Pattern> SHAPES =
      List.of(
          // S. Heart: an initial and a word.
          Pattern.compile("(?<!\\p{L})\\p{Lu}\\.\\s*\\p{L}{3,}"),
          // Frame, A. and Stat, Grid: a family name and a given one.
          Pattern.compile("^\\p{L}{3,}\\s*,\\s*\\p{L}+\\.?$"),
          // F 63, W63, 63 M, 63Y: sex and age.
          Pattern.compile(
              "^(?:[MFW]\\s*[:/]?\\s*\\d{1,2}|\\d{1,3}\\s*[MFWYJ])\\.?$", ignoringCase()),
          // W 1961, SE 1961: a year behind a letter or two that stand for no technical value.
          Pattern.compile(
              "^(?!WW|WL|WC|TR|TE|TI)\\p{L}{1,2}\\.?\\s*:?\\s*(?:19\\d\\d|20[0-2]\\d)$",
              ignoringCase()),
          // No. 4711, B 4711: as long as a record number.
          Pattern.compile("^(?:No|Nr|Table|MAP|[A-Z&&[^W]])\\.?\\s*:?\\s*\\d{4}$", ignoringCase()),
          // 17.05. and 17/05: a day and a month.
          Pattern.compile("(?<![\\d.])\\d{1,2}\\.\\d{1,2}\\.(?!\\d)"),
          Pattern.compile("(?<![\\d.])[0-3]?\\d/0[1-9](?!\\d)"));

  /** What may be a title before a word: with a dot, or a single capital; DR LAT is a technique. */
  private static final Pattern BEFORE_WORD =
      Pattern.compile("\\b(?:(\\p{Lu}\\p{Ll}+)(?:\\.\\s*|\\s+)|(\\p{Lu}+)\\.\\s*)(?=\\p{L})");

  private PersonalShapes() {}

  private static int ignoringCase() {
    return Pattern.CASE_INSENSITIVE;
  }

  static boolean isIn(String text) {
    String stripped = text.strip();
    return SHAPES.stream().anyMatch(shape -> shape.matcher(stripped).find())
        || BEFORE_WORD.matcher(stripped).results().anyMatch(PersonalShapes::isTitle);
  }

  /** Dr. Angle, Mr Slice; but Rt Kidney is a side, whoever Rt. may be elsewhere. */
  private static boolean isTitle(MatchResult found) {
    String word = found.group(1) != null ? found.group(1) : found.group(2);
    return IdentifyingText.standard().isTitle(word) && !AllowedWords.standard().isSide(word);
  }
}
