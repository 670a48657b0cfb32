/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.Locale;

/** What happens to an element; the letters are those of PS3.15 Table E.1-1a. */
public enum Action {
  /** K: stays as it is; the items of a sequence are cleaned one by one. */
  KEEP("K"),
  /** X: goes, with all that it holds. */
  REMOVE("X"),
  /** Z: stays with no value. */
  EMPTY("Z"),
  /** D: gets a value that says nothing and is valid for the VR. */
  DUMMY("D"),
  /**
   * C: text keeps what is known to identify nobody; the items of a sequence are cleaned one by one.
   */
  CLEAN("C"),
  /** U: gets a UID that is the same for the same input everywhere; registered UIDs stay. */
  UID("U"),
  /** Gets a keyed pseudonym that is valid for the VR. */
  HASH("H"),
  /** Follows the date policy of the profile. */
  DATE("T");

  private final String letter;

  Action(String letter) {
    this.letter = letter;
  }

  /** The letter of the standard; H and T for the two that it does not have. */
  public String letter() {
    return letter;
  }

  /** As profiles write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
