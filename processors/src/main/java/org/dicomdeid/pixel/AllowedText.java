/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text that says nothing of a person: laterality, projection, technique, scales. The words stand in
 * {@code profiles/pixels/allowed-text.tsv}; the shapes of numbers stand here. Thread-safe.
 *
 * <p>A number stands with its unit (12.3cm, 120 kVp), behind its label (Gain 45, W:400 L:40, Im
 * 3/12), between marks of a zoom or a size (x1.5, 0.5 x 0.5 mm), as one of up to three digits, or
 * in a ruler's even steps (0 5 10 15). Up to four digits stand before the point. What may be a date
 * or a time of day is never allowed, and neither are five digits in a row.
 */
public final class AllowedText {

  private static final int LONGEST = 120;
  private static final String NUMBER = "[+-]?(?:\\d{1,4}(?:[.,]\\d{1,3})?|[.,]\\d{1,3})";
  private static final Pattern BETWEEN_CHUNKS = Pattern.compile("[\\s:=;()\\[\\]]+|,(?!\\d)");
  private static final Pattern BETWEEN_PARTS = Pattern.compile("[-/_.,'\"~]+");
  private static final Pattern SINGLE = Pattern.compile(NUMBER);
  private static final Pattern COMPOUND =
      Pattern.compile(NUMBER + "\\s*[/x*\u00D7-]\\s*" + NUMBER, Pattern.CASE_INSENSITIVE);
  private static final Pattern ZOOM =
      Pattern.compile("[x\u00D7]\\d{1,2}(?:[.,]\\d{1,2})?", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUANTITY =
      Pattern.compile("(" + NUMBER + ")([^\\d\\s.,+-][^\\s]{0,11})");
  private static final Pattern NUMBERED =
      Pattern.compile("(\\p{L}{1,10})\\.?([+-]?\\d{1,4}(?:[.,]\\d{1,2})?)");

  /** By itself rather a room or a bed than a level below zero. */
  private static final Pattern CODE = Pattern.compile("\\p{L}-\\d+");

  private static final Pattern DAY_MONTH = Pattern.compile("[0-3]?\\d[.,/-][01]?\\d");
  private static final Pattern DATE_OR_TIME =
      Pattern.compile(
          "\\d{5}|\\d{1,4}\\s*[./,'-]\\s*\\d{1,2}\\s*[./,'-]\\s*\\d{1,4}"
              + "|(?<!\\d)\\d{1,2}\\s*:\\s*\\d{2}(?!\\d)|\\d{1,2}h\\d{2}(?!\\d)"
              + "|(?<!\\d)\\d{1,2}\\s*(?:AM|PM)\\b|\\d[.,]\\d+[.,]\\d",
          Pattern.CASE_INSENSITIVE);

  /** What a piece of the text can be; some can be several. */
  private record Piece(String text, boolean word, boolean label, boolean unit, Kind kind) {

    boolean isNumber() {
      return kind == Kind.NUMBER;
    }
  }

  private enum Kind {
    TEXT,
    NUMBER,
    /** Complete in itself: a number with its unit or its label. */
    QUANTITY
  }

  private final AllowedWords words;

  private AllowedText(AllowedWords words) {
    this.words = words;
  }

  private static final class Holder {
    static final AllowedText STANDARD = new AllowedText(AllowedWords.standard());
  }

  /** The list of the jar; read at first use. */
  public static AllowedText standard() {
    return Holder.STANDARD;
  }

  /** Whether all of a text is harmless as it was read; false for text without any sign. */
  public boolean allows(String text) {
    if (text.length() > LONGEST
        || DATE_OR_TIME.matcher(text).find()
        || CODE.matcher(text.strip()).matches()
        || PersonalShapes.isIn(text)) {
      return false;
    }
    List<Piece> pieces = new ArrayList<>();
    for (String chunk : BETWEEN_CHUNKS.split(text.strip(), -1)) {
      if (!chunk.isEmpty() && !add(pieces, chunk)) {
        return false;
      }
    }
    if (pieces.isEmpty()) {
      return false;
    }
    boolean numbersOnly = pieces.stream().allMatch(Piece::isNumber);
    return numbersOnly ? isScale(text, pieces) : isSentence(pieces);
  }

  /**
   * Whether a text may be harmless once read better: with other characters that look alike, or with
   * the spaces between its words. Says that another recogniser is worth asking, and no more.
   */
  public boolean couldAllow(String text) {
    return allows(text) || words.couldBeMadeOf(text);
  }

  /** Whether a single word, as it was read, is on the list by itself. */
  boolean isHarmlessWord(String word) {
    return words.isWord(word) || words.isLabel(word) || words.isUnit(word);
  }

  private boolean add(List<Piece> pieces, String chunk) {
    if (addWhole(pieces, chunk)) {
      return true;
    }
    String[] parts = BETWEEN_PARTS.split(chunk, -1);
    if (parts.length == 1) {
      return false;
    }
    for (String part : parts) {
      if (!part.isEmpty() && !addWhole(pieces, part)) {
        return false;
      }
    }
    return true;
  }

  private boolean addWhole(List<Piece> pieces, String chunk) {
    boolean word = words.isWord(chunk);
    boolean label = words.isLabel(chunk);
    boolean unit = words.isUnit(chunk);
    Kind kind = Kind.TEXT;
    if (!word && !label && !unit) {
      if (SINGLE.matcher(chunk).matches() || COMPOUND.matcher(chunk).matches()) {
        kind = Kind.NUMBER;
      } else if (ZOOM.matcher(chunk).matches() || isQuantity(chunk) || isNumbered(chunk)) {
        kind = Kind.QUANTITY;
      } else {
        return false;
      }
    }
    pieces.add(new Piece(chunk, word, label, unit, kind));
    return true;
  }

  private boolean isQuantity(String chunk) {
    var matcher = QUANTITY.matcher(chunk);
    return matcher.matches() && words.isUnit(matcher.group(2));
  }

  /** W400, kVp120, T12: one letter with more than three digits could be a record number. */
  private boolean isNumbered(String chunk) {
    var matcher = NUMBERED.matcher(chunk);
    if (!matcher.matches() || !words.isLabel(matcher.group(1))) {
      return false;
    }
    boolean window = matcher.group(1).equalsIgnoreCase("W");
    return matcher.group(1).length() > 1 || window || digitsOf(matcher.group(2)) <= 3;
  }

  /** Words, labelled numbers, numbers with units, and at most one small number by itself. */
  private static boolean isSentence(List<Piece> pieces) {
    int bare = 0;
    for (int at = 0; at < pieces.size(); ) {
      Piece piece = pieces.get(at);
      Piece next = at + 1 < pieces.size() ? pieces.get(at + 1) : null;
      if (piece.isNumber()) {
        if (next != null && next.unit()) {
          at += 2;
        } else if (++bare > 1 || !isSmall(piece.text()) || isAfterNumber(pieces, at)) {
          return false;
        } else {
          at++;
        }
      } else if (piece.kind() == Kind.QUANTITY) {
        at++;
      } else if (piece.label() && next != null && next.isNumber()) {
        boolean unit = at + 2 < pieces.size() && pieces.get(at + 2).unit();
        // In W 400 L 40 the L is no unit: a number stands behind it.
        boolean marker =
            at + 3 < pieces.size() && pieces.get(at + 2).label() && pieces.get(at + 3).isNumber();
        at += unit && !marker ? 3 : 2;
      } else if (piece.label() && next != null && next.kind() == Kind.QUANTITY) {
        at += 2;
      } else if (piece.word()) {
        at++;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isAfterNumber(List<Piece> pieces, int at) {
    return at > 0 && pieces.get(at - 1).isNumber();
  }

  /** One small number, or the figures along a ruler: from 0, or four or more, in even steps. */
  private static boolean isScale(String text, List<Piece> pieces) {
    if (pieces.size() == 1) {
      return isSmall(pieces.get(0).text());
    }
    String[] figures = text.strip().split("\\s+", -1);
    if (figures.length != pieces.size() || pieces.size() < 3) {
      return false;
    }
    double[] values = new double[figures.length];
    for (int i = 0; i < figures.length; i++) {
      if (!SINGLE.matcher(figures[i]).matches()
          || (figures[i].length() > 1 && figures[i].matches("0\\d.*"))) {
        return false;
      }
      values[i] = Double.parseDouble(figures[i].replace(',', '.'));
    }
    double step = values[1] - values[0];
    for (int i = 2; i < values.length; i++) {
      if (step == 0 || Math.abs(values[i] - values[i - 1] - step) > 1e-6) {
        return false;
      }
    }
    return values.length > 3 || values[0] == 0 || values[values.length - 1] == 0;
  }

  /** A number by itself: no more than three digits before the point, and no day and month. */
  private static boolean isSmall(String number) {
    if (SINGLE.matcher(number).matches()) {
      String whole = number.replaceFirst("[.,].*", "");
      return digitsOf(whole) <= 3 && !(number.length() >= 5 && DAY_MONTH.matcher(number).matches());
    }
    String[] parts = number.split("[/x*\u00D7-]", -1);
    for (String part : parts) {
      if (!part.strip().matches("\\d{1,3}")) {
        return false;
      }
    }
    // 34/120 is an image of a series; 3/12 may be a day and a month, 12/74 a month and a year.
    return parts.length == 2
        && (Integer.parseInt(parts[0].strip()) > 31 || Integer.parseInt(parts[1].strip()) > 99);
  }

  private static int digitsOf(String text) {
    return (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
  }
}
