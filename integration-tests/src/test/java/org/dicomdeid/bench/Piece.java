/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/** A word of a line, or a harmless phrase, which is scored as one. */
record Piece(String text, Kind kind) {

  /** What is to become of it. */
  enum Kind {
    /** Must go. */
    SENSITIVE,
    /** Names what follows ("ID:"): may go or stay. */
    LABEL,
    /** Tells about the image, of nobody: should stay. */
    HARMLESS
  }

  static Piece sensitive(String text) {
    return new Piece(text, Kind.SENSITIVE);
  }

  static Piece label(String text) {
    return new Piece(text, Kind.LABEL);
  }

  static Piece harmless(String text) {
    return new Piece(text, Kind.HARMLESS);
  }

  /** Letters and digits in it. */
  int letters() {
    return (int) text.codePoints().filter(Character::isLetterOrDigit).count();
  }
}
