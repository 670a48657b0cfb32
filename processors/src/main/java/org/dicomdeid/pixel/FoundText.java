/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * A place that shows text.
 *
 * @param box in pixels of the picture, with all strokes inside
 * @param line the tightest detection of nearly all of it
 * @param score of the detector, 0 to 1
 * @param readings what each recogniser that was asked made of it; empty when none was
 * @param looks texts that a recogniser made of it at any look: they may name somebody, but prove
 *     nothing harmless
 */
public record FoundText(
    Box box, Box line, double score, List<Reading> readings, List<String> looks) {

  public FoundText {
    readings = List.copyOf(readings);
    looks = List.copyOf(looks);
  }

  /** A place that was detected once. */
  public FoundText(Box box, double score, List<Reading> readings) {
    this(box, box, score, readings, List.of());
  }

  /** The same text in another box. */
  FoundText in(Box other) {
    return new FoundText(other, line, score, readings, looks);
  }
}
