/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.List;
import java.util.Optional;

/**
 * What was found in an image.
 *
 * @param findings in the order of frames
 * @param device the entry of the device catalog that matched
 * @param searched whether the whole image was searched for text
 * @param unusedBits whether bits that no viewer shows as part of a value hold something
 */
public record PixelFindings(
    List<Finding> findings, Optional<String> device, boolean searched, boolean unusedBits) {

  public PixelFindings {
    findings = List.copyOf(findings);
  }

  public List<Finding> redacted() {
    return findings.stream().filter(Finding::redacted).toList();
  }

  /** Places with text that stays. */
  public int kept() {
    return (int) findings.stream().filter(finding -> !finding.redacted()).count();
  }

  /** Text that goes. */
  public List<Finding> redactedTexts() {
    return findings.stream()
        .filter(finding -> finding.redacted() && finding.kind() == Finding.Kind.TEXT)
        .toList();
  }

  /**
   * The first frame of each run on which something was found; the first of all when nothing was.
   */
  public List<Integer> firstFrames() {
    List<Integer> first = findings.stream().map(Finding::firstFrame).distinct().sorted().toList();
    return first.isEmpty() ? List.of(0) : first;
  }

  /** What was found on a frame, from 0. */
  public List<Finding> on(int frame) {
    return findings.stream().filter(it -> it.isOn(frame)).toList();
  }

  /** What goes on a frame, from 0. */
  List<Finding> redactedOn(int frame) {
    return findings.stream().filter(it -> it.redacted() && it.isOn(frame)).toList();
  }
}
