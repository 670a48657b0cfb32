/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a token may do. */
public enum Right {
  /** De-identify files, at once or as jobs. */
  SANITIZE("sanitize"),
  /** See what would be done to a file. */
  INSPECT("inspect"),
  /** Store objects by DICOMweb, which go on to destinations. */
  STORE("store"),
  /** Fetch and verify receipts. */
  RECEIPTS("receipts"),
  /** Ask that burned-in text be left alone. */
  KEEP_PIXELS("keep-pixels");

  private final String word;

  Right(String word) {
    this.word = word;
  }

  /** As it stands in files and on the command line. */
  public String word() {
    return word;
  }

  /** The right of that word. */
  public static Optional<Right> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Right::word).toList();
  }
}
