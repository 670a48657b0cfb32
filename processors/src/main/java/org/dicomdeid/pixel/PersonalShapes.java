/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import java.util.regex.Pattern;

/** Shapes in which text made of nothing but harmless words and numbers still tells of a person. */
final class PersonalShapes {

  private static final List<Pattern> SHAPES =
      List.of(
          // Dr. Angle, Mr Slice: a title and a word; DR 60 dB is a dynamic range.
          Pattern.compile(
              "\\b(?:(?:Dr|Mr|Mrs|Ms|Prof|Herr|Frau)(?:\\.\\s*|\\s+)|(?:DR|MR|MRS|MS|PROF)\\.\\s*)\\p{L}"),
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

  private PersonalShapes() {}

  private static int ignoringCase() {
    return Pattern.CASE_INSENSITIVE;
  }

  static boolean isIn(String text) {
    String stripped = text.strip();
    return SHAPES.stream().anyMatch(shape -> shape.matcher(stripped).find());
  }
}
