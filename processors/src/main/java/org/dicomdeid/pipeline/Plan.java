/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.util.List;
import java.util.Optional;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Action;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.receipt.Content;

/**
 * What would be done to an object and why, without doing it and without telling a value.
 *
 * @param refused why it would not be delivered
 * @param pixels empty when there are none, or they cannot be decoded
 * @param entries every element, in the order of the file; those of items follow their sequence
 */
public record Plan(
    Content input,
    Optional<Reason> refused,
    String transferSyntaxUid,
    String sopClassUid,
    Optional<Pixels> pixels,
    List<Entry> entries) {

  /**
   * What is known of the pixels without searching them.
   *
   * @param policy of the profile
   * @param device entry of the device catalog that matched
   * @param ultrasoundRegions items of (0018,6011) that lie in the image
   */
  public record Pixels(
      PixelPolicy policy, int frames, Optional<String> device, int ultrasoundRegions) {}

  /**
   * What would be done to one element.
   *
   * @param path tag path
   * @param keyword of PS3.6; empty for private and unknown elements
   * @param source the rule that decides
   */
  public record Entry(String path, String keyword, VR vr, Action action, String source) {}
}
