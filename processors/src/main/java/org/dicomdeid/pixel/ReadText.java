/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text from pixels, parted for comparison.
 *
 * @param tokens runs of letters and digits
 * @param skeleton all of it in one, folded
 * @param alike as the skeleton, pairs left as they are
 * @param unknown both of its unknown tokens, those that stand side by side glued
 */
record ReadText(List<Token> tokens, String skeleton, String alike, List<String> unknown) {
  private static final int LONGEST = 2_000;
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}\\p{M}|!]+(?:['\u2019`][\\p{L}\\p{M}]+)*");
  private static final Pattern SIDES = Pattern.compile("\\p{N}+|[\\p{L}\\p{M}|!]+");

  /**
   * A run of letters and digits.
   *
   * @param letters as {@link OcrFolding#letters}
   * @param harmless whether the allow-list has it, or it is a number of up to three digits
   */
  record Token(String text, String letters, String skeleton, boolean harmless) {

    boolean hasDigit() {
      return text.chars().anyMatch(c -> Character.digit(c, 10) >= 0);
    }
  }

  static ReadText of(String read) {
    String text = read.length() > LONGEST ? read.substring(0, LONGEST) : read;
    List<Token> tokens = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    StringBuilder run = new StringBuilder();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      Token token = token(matcher.group());
      tokens.add(token);
      whole.append(token.text());
      if (token.harmless()) {
        end(run, unknown);
      } else {
        run.append(token.text());
      }
    }
    end(run, unknown);
    return new ReadText(
        List.copyOf(tokens),
        OcrFolding.skeleton(whole.toString()),
        OcrFolding.alike(whole.toString()),
        List.copyOf(unknown));
  }

  /** A token parted further where letters and digits meet: 12MAR1974, ID12345. */
  static List<String> sides(String token) {
    List<String> sides = new ArrayList<>();
    Matcher matcher = SIDES.matcher(token);
    while (matcher.find()) {
      sides.add(matcher.group());
    }
    return sides;
  }

  /** Whether a unit stands in it, so that its numbers are measurements. */
  boolean hasUnit() {
    return tokens.stream()
        .flatMap(token -> sides(token.text()).stream())
        .anyMatch(AllowedWords.standard()::isUnit);
  }

  /** Whether the allow-list has every token. */
  boolean isHarmless() {
    return tokens.stream().allMatch(Token::harmless);
  }

  private static Token token(String text) {
    String letters = OcrFolding.letters(text);
    boolean harmless =
        AllowedText.standard().isHarmlessWord(text)
            || (letters.length() <= 3 && letters.chars().allMatch(c -> c >= '0' && c <= '9'));
    return new Token(text, letters, OcrFolding.skeleton(text), harmless);
  }

  private static void end(StringBuilder run, List<String> unknown) {
    if (!run.isEmpty()) {
      // A wrong character may make or break a pair that looks like one, so both ways are tried.
      unknown.add(OcrFolding.skeleton(run.toString()));
      unknown.add(OcrFolding.alike(run.toString()));
      run.setLength(0);
    }
  }
}
