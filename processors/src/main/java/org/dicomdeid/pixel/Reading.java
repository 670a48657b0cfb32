/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

/**
 * What a recogniser read in a place. Never goes into a log, a receipt or a message.
 *
 * @param recogniser its name, such as {@code pp-ocr} or {@code tesseract}
 * @param confidence 0 to 1
 */
public record Reading(String recogniser, String text, double confidence) {

  /** Names the recogniser and the length, not the text. */
  @Override
  public String toString() {
    return recogniser + ": " + text.length() + " characters, confidence " + confidence;
  }
}
