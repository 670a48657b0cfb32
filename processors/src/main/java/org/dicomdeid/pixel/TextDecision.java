/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.codec.Box;
import org.dicomdeid.profile.PixelPolicy;

/** Decides what becomes of text that was found in pixels. Thread-safe. */
public final class TextDecision {

  /** What becomes of a place that shows text. */
  public enum Verdict {
    KEEP,
    REDACT
  }

  /**
   * Below this a reading by a recogniser of lines (PP-OCR, whose confidence is the mean over its
   * characters) is a guess; single letters and small type that it reads right are mostly above.
   */
  static final double CONFIDENT_LINE = 0.65;

  /**
   * Tesseract's confidence falls to this on small type that it reads right; and it never stands
   * alone: its reading must be the same as the other's.
   */
  static final double CONFIDENT_PAGE = 0.5;

  /** That both read so many signs alike is no chance, however sure Tesseract is of them. */
  private static final int TOO_LONG_FOR_CHANCE = 4;

  /** Pixels that a box is taller than its letters, about. */
  private static final int AROUND = 4;

  /** So few letters may all be narrow. */
  private static final int FEW_LETTERS = 4;

  /** Mean width of letters in relation to the height of capitals, of condensed faces too. */
  private static final double NARROWEST = 0.46;

  /** So much of a part lies in the whole. */
  private static final double PART = 0.9;

  private static final String PAGE_RECOGNISER = "tesseract";

  private final PixelPolicy policy;
  private final BurnedIdentifiers identifiers;
  private final AllowedText allowed = AllowedText.standard();

  /**
   * Decisions for one object.
   *
   * @param identifiers of the object before it is de-identified
   */
  public TextDecision(PixelPolicy policy, BurnedIdentifiers identifiers) {
    this.policy = policy;
    this.identifiers = identifiers;
  }

  /** What becomes of a text. Without readings it is redacted: nobody knows what it says. */
  public Verdict decide(FoundText found) {
    boolean stays =
        switch (policy) {
          case KEEP, REDACT_REGIONS_ONLY -> true;
          case REDACT_TEXT, BLANK_OUTSIDE_ULTRASOUND_REGIONS ->
              namesNobody(found) && isProvenHarmless(found);
          case REDACT_IDENTIFIERS -> namesNobody(found) && isReadAndHarmless(found);
        };
    return stays ? Verdict.KEEP : Verdict.REDACT;
  }

  /**
   * Whether a place goes while any text stands there, where all text goes that is not proven
   * harmless: when the first recogniser read nothing there that may stay, or when what was read had
   * to go twice in a row, as what the figures of a counter make of each other does.
   *
   * @param texts what was read there in one window after the other, at least one
   */
  boolean isSettled(List<FoundText> texts) {
    FoundText last = texts.get(texts.size() - 1);
    return switch (policy) {
      case REDACT_TEXT, BLANK_OUTSIDE_ULTRASOUND_REGIONS ->
          last.readings().stream()
                  .limit(1)
                  .noneMatch(first -> allowed.couldAllow(trimmed(first.text())))
              || (texts.size() > 1
                  && texts.subList(texts.size() - 2, texts.size()).stream()
                      .allMatch(text -> decide(text) == Verdict.REDACT));
      case KEEP, REDACT_REGIONS_ONLY, REDACT_IDENTIFIERS -> false;
    };
  }

  /** Those of some texts that stay. */
  List<FoundText> kept(List<FoundText> found) {
    return found.stream().filter(it -> decide(it) == Verdict.KEEP).toList();
  }

  /** Whatever the confidence: a bad reading that shows a name was not made by chance. */
  private boolean namesNobody(FoundText found) {
    return found.readings().stream().noneMatch(each -> identifiers.matches(each.text()))
        && found.looks().stream().noneMatch(identifiers::matches);
  }

  /**
   * Two recognisers, independent of each other, read the same harmless text with confidence. One of
   * them may take characters for others that look alike: F0V beside FOV.
   */
  private boolean isProvenHarmless(FoundText found) {
    List<Reading> best = best(found);
    if (best.size() < 2 || !isOneLine(found)) {
      return false;
    }
    String first = OcrFolding.skeleton(trimmed(best.get(0).text()));
    boolean oneAllowed = false;
    for (Reading reading : best) {
      String text = trimmed(reading.text());
      boolean agreed =
          reading.recogniser().equals(PAGE_RECOGNISER) && first.length() >= TOO_LONG_FOR_CHANCE;
      if (!(agreed || isConfident(reading))
          || !allowed.couldAllow(text)
          || !OcrFolding.skeleton(text).equals(first)) {
        return false;
      }
      oneAllowed |= allowed.allows(text);
    }
    return oneAllowed;
  }

  /** Without the signs that a recogniser makes of the edge of a label at either end. */
  private static String trimmed(String text) {
    return Normalizer.normalize(
        text.replaceAll("^[^\\p{L}\\p{Nd}+.-]+|[^\\p{L}\\p{Nd}%\"']+$", ""), Normalizer.Form.NFKC);
  }

  /**
   * Whether a place lies in another whose text stays, and so is a part of that text which was
   * detected once more, and read worse. More signs than the whole has there are another text, in
   * small type over a marker.
   */
  boolean isPartOfKept(FoundText part, List<FoundText> kept) {
    Box inner = part.box();
    return namesNobody(part)
        && kept.stream()
            .anyMatch(
                whole ->
                    whole.box().intersection(inner).area() >= PART * inner.area()
                        && whole.box().area() > inner.area()
                        && signs(part) <= signs(whole) * shareOfLength(inner, whole.box()) + 1);
  }

  private static double shareOfLength(Box part, Box whole) {
    boolean lying = whole.width() >= whole.height();
    return lying ? (double) part.width() / whole.width() : (double) part.height() / whole.height();
  }

  /** Letters and digits of the longest reading. */
  private static int signs(FoundText found) {
    return found.readings().stream()
        .mapToInt(reading -> TextJudge.signs(reading.text()))
        .max()
        .orElse(0);
  }

  /**
   * Whether a box is no taller than its letters are wide. A taller one may hold a second text, over
   * or under the one that was read.
   */
  private static boolean isOneLine(FoundText found) {
    int letters =
        found.readings().stream().mapToInt(reading -> reading.text().length()).max().orElse(0);
    int length = Math.max(found.box().width(), found.box().height());
    int height = Math.min(found.line().width(), found.line().height()) - AROUND;
    return letters < FEW_LETTERS || (double) length / letters >= NARROWEST * height;
  }

  /** Read with confidence by one at least, and nothing in any reading looks as if it identified. */
  private boolean isReadAndHarmless(FoundText found) {
    boolean read = false;
    for (Reading reading : found.readings()) {
      // The figures of a ruler look like a date or a telephone number too.
      if (!allowed.allows(reading.text())
          && IdentifyingText.standard().looksIdentifying(reading.text())) {
        return false;
      }
    }
    for (Reading reading : best(found)) {
      boolean page = reading.recogniser().equals(PAGE_RECOGNISER);
      read |= reading.confidence() >= CONFIDENT_LINE || (page && isConfident(reading));
    }
    return read && hasSigns(found);
  }

  private static boolean hasSigns(FoundText found) {
    return found.readings().stream()
        .anyMatch(reading -> !OcrFolding.letters(reading.text()).isEmpty());
  }

  private static boolean isConfident(Reading reading) {
    return reading.confidence()
        >= (reading.recogniser().equals(PAGE_RECOGNISER) ? CONFIDENT_PAGE : CONFIDENT_LINE);
  }

  /** The surest reading of each recogniser. */
  private static List<Reading> best(FoundText found) {
    Map<String, Reading> best = new HashMap<>();
    for (Reading reading : found.readings()) {
      best.merge(reading.recogniser(), reading, (a, b) -> a.confidence() >= b.confidence() ? a : b);
    }
    return new ArrayList<>(best.values());
  }
}
