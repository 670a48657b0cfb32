/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The words that are harmless in a text about a patient: lists under profiles/vocabulary, one word
 * per line, and simple rules of word formation on them. Immutable and shared; comparison ignores
 * case and diacritics.
 */
public final class Vocabulary {

  private static final String FOLDER = "/org/dicomdeid/profiles/vocabulary/";

  private final WordTable words = new WordTable(32_000);
  private final WordTable endings = new WordTable(64);
  private final WordTable beginnings = new WordTable(128);

  private Vocabulary() {
    for (WordKind kind : WordKind.values()) {
      for (String list : kind.lists()) {
        load(list, words, kind.bit());
      }
    }
    load("word-endings", endings, 1);
    load("word-beginnings", beginnings, 1);
  }

  private static final class Standard {
    static final Vocabulary INSTANCE = new Vocabulary();
  }

  /** The vocabulary in this jar, read on first use. */
  public static Vocabulary standard() {
    return Standard.INSTANCE;
  }

  /**
   * Whether a word stays in cleaned text unless it names one of the object's own people or places.
   */
  public boolean contains(String word) {
    String folded = Folding.fold(word);
    return (kinds(Folding.hash(folded)) & WordKind.KEPT) != 0 || formed(folded);
  }

  int kinds(long hash) {
    return words.get(hash);
  }

  int kinds(String folded) {
    return words.get(Folding.hash(folded));
  }

  int size() {
    return words.size();
  }

  /** Whether a folded word is so common that a search for it would hit harmless values. */
  boolean isCommon(String folded) {
    return (kinds(folded) & WordKind.COMMON) != 0 || formed(folded);
  }

  /** Whether a word is a first part that a hyphen joins to another: "thoraco-abdominal". */
  boolean isBeginning(long hash) {
    return beginnings.get(hash) != 0;
  }

  /** Whether a folded word that no list holds is formed of words or parts that the lists hold. */
  boolean formed(String folded) {
    int length = folded.length();
    if (length < 4 || length > 60) {
      return false;
    }
    return isPlural(folded, length)
        || (length >= 7 && (hasClinicalEnding(folded) || hasPrefix(folded)))
        || (length >= 8 && isCompound(folded));
  }

  private boolean isPlural(String folded, int length) {
    if (folded.charAt(length - 1) != 's') {
      return false;
    }
    int base = kinds(folded.substring(0, length - 1));
    return WordKind.CLINICAL.in(base) && !WordKind.NAME_TOO.in(base);
  }

  private boolean hasClinicalEnding(String folded) {
    long hash = Folding.SEED;
    int longest = Math.min(10, folded.length() - 3);
    // Endings are stored reversed, so that one pass from the end tests all of them.
    for (int i = 1; i <= longest; i++) {
      hash = Folding.step(hash, folded.charAt(folded.length() - i));
      if (i >= 3 && endings.get(hash) != 0) {
        return true;
      }
    }
    return false;
  }

  private boolean hasPrefix(String folded) {
    long hash = Folding.SEED;
    for (int i = 1; i <= Math.min(8, folded.length() - 4); i++) {
      hash = Folding.step(hash, folded.charAt(i - 1));
      if (i >= 3 && beginnings.get(hash) != 0) {
        int rest = kinds(folded.substring(i));
        if (WordKind.CLINICAL.in(rest) && !WordKind.NAME_TOO.in(rest)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isCompound(String folded) {
    long hash = Folding.SEED;
    for (int i = 1; i <= folded.length() - 4; i++) {
      hash = Folding.step(hash, folded.charAt(i - 1));
      if (i >= 3 && WordKind.COMPOUNDING.in(words.get(hash))) {
        int linked = folded.charAt(i) == 's' || folded.charAt(i) == 'n' ? i + 1 : i;
        if (WordKind.COMPOUNDING.in(kinds(folded.substring(i)))
            || (linked <= folded.length() - 4
                && WordKind.COMPOUNDING.in(kinds(folded.substring(linked))))) {
          return true;
        }
      }
    }
    return false;
  }

  private static void load(String list, WordTable into, int bit) {
    byte[] bytes = bytes(list);
    boolean reversed = list.equals("word-endings");
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (i > start && bytes[start] != '#') {
          into.add(hash(bytes, start, i, reversed), bit);
        }
        start = i + 1;
      }
    }
  }

  private static long hash(byte[] bytes, int start, int end, boolean reversed) {
    long hash = Folding.SEED;
    for (int i = start; i < end && !reversed; i++) {
      if (bytes[i] < 'a' || bytes[i] > 'z') {
        return Folding.hash(
            Folding.fold(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
      }
      hash = Folding.step(hash, (char) bytes[i]);
    }
    for (int i = end - 1; i >= start && reversed; i--) {
      hash = Folding.step(hash, (char) bytes[i]);
    }
    return hash;
  }

  private static byte[] bytes(String list) {
    try (InputStream in = Vocabulary.class.getResourceAsStream(FOLDER + list + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks the word list " + list);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The word list " + list + " cannot be read", e);
    }
  }
}
