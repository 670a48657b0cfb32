/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of people (PN, PS3.5 6.2.1), all component groups, to be told in a text. */
final class BurnedNames {

  /** From here on a part of a name names it, and fewer letters stand in too many words. */
  private static final int PART = 4;

  private static final int FEWEST_INITIALS = 2;

  /** Exact words of names, as {@link OcrFolding#letters}. */
  private final Set<String> words = new HashSet<>();

  /** Skeletons of words of four letters and more. */
  private final Set<String> longWords = new LinkedHashSet<>();

  /** Skeletons of whole names, family first and given first, and of their shortened forms. */
  private final Set<String> glued = new LinkedHashSet<>();

  private final Set<String> initials = new HashSet<>();

  BurnedNames(List<String> persons) {
    for (String person : persons) {
      for (String group : person.split("=", -1)) {
        add(group);
      }
    }
  }

  private void add(String group) {
    String[] components = group.split("\\^", -1);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      List<String> parts = new ArrayList<>();
      for (String part : components[i].split("[^\\p{L}\\p{M}\\p{N}'\u2019`]+", -1)) {
        String letters = OcrFolding.letters(part);
        if (!letters.isEmpty() && !isTitle(part)) {
          parts.add(letters);
        }
      }
      // Prefix and suffix (Dr, III) name nobody and are no part of initials.
      if (i != 3 && i != 4) {
        parts.forEach(this::word);
        word(String.join("", parts)); // Anna-Maria is also AnnaMaria
        all.addAll(parts);
      }
    }
    together(all);
  }

  /** Dr names nobody, in whichever component it was put, and stands for a dynamic range too. */
  private static boolean isTitle(String part) {
    return IdentifyingText.standard().isTitle(part) && AllowedText.standard().isHarmlessWord(part);
  }

  private void word(String letters) {
    if (isShorterThan(letters, 2)) {
      return;
    }
    words.add(letters);
    String skeleton = OcrFolding.skeleton(letters);
    if (skeleton.length() >= PART) {
      longWords.add(skeleton);
      longWords.add(OcrFolding.alike(letters));
    }
  }

  private void together(List<String> parts) {
    if (parts.size() < 2) {
      return;
    }
    for (int turn = 0; turn < parts.size(); turn++) {
      List<String> turned = new ArrayList<>(parts.subList(turn, parts.size()));
      turned.addAll(parts.subList(0, turn));
      StringBuilder first = new StringBuilder();
      turned.forEach(part -> first.appendCodePoint(part.codePointAt(0)));
      initials.add(first.toString());
      initials.add(turned.get(0).substring(0, 1) + turned.get(1).charAt(0));
      String whole = OcrFolding.skeleton(String.join("", turned));
      if (whole.length() >= PART) {
        glued.add(whole);
        glued.add(OcrFolding.alike(String.join("", turned)));
      }
    }
  }

  boolean match(ReadText text) {
    for (ReadText.Token token : text.tokens()) {
      if (words.contains(token.letters())) {
        return true;
      }
    }
    for (String run : text.unknown()) {
      if (isPart(run)) {
        return true;
      }
    }
    for (ReadText.Token token : text.tokens()) {
      if (!token.harmless() && isPart(token.skeleton())) {
        return true;
      }
    }
    // J. Smith, read "J Smi th": letters alone are harmless and stand between the pieces.
    String whole = lettersOf(text);
    return words.contains(whole)
        || isInitials(text, whole)
        || (!text.isHarmless()
            && (holdsAny(text.skeleton(), glued) || holdsAny(text.alike(), glued)));
  }

  private boolean isPart(String run) {
    if (holdsAny(run, longWords) || holdsAny(run, glued)) {
      return true;
    }
    if (isShorterThan(run, PART)) {
      return false;
    }
    for (String word : longWords) {
      if (word.length() > run.length() && ApproximateSearch.holds(word, run)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsAny(String text, Set<String> searched) {
    for (String word : searched) {
      if (ApproximateSearch.holds(text, word)) {
        return true;
      }
    }
    return false;
  }

  /** J.S. or JS with nothing else, unless that is a word of the allow-list. */
  private boolean isInitials(ReadText text, String whole) {
    return whole.length() >= FEWEST_INITIALS
        && initials.contains(whole)
        && !text.isHarmless()
        && (text.tokens().size() == 1
            || text.tokens().stream().allMatch(token -> token.letters().length() == 1));
  }

  private static String lettersOf(ReadText text) {
    StringBuilder all = new StringBuilder();
    text.tokens().forEach(token -> all.append(token.letters()));
    return all.toString();
  }

  /** By letters; one sign of Chinese, Japanese or Korean tells as much as two letters. */
  private static boolean isShorterThan(String letters, int least) {
    int weight = 0;
    for (int i = 0; i < letters.length(); i++) {
      weight += letters.charAt(i) >= 0x1100 ? 2 : 1;
    }
    return weight < least;
  }
}
