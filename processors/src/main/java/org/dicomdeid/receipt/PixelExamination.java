/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.List;

/**
 * What was done to the pixels of an object; never what was read in them.
 *
 * @param policy of the profile, such as {@code redact-text}
 * @param searched whether every frame was searched for text
 * @param rechecked whether the result was searched again, and nothing found
 * @param frames of the object, icons not counted
 * @param boxes areas that were blanked
 * @param keptTexts places with text that was proven harmless
 * @param nested images inside items, and overlay planes, in which something was blanked
 * @param device entry of the device catalog that matched; null when none did
 * @param engines detectors and recognisers; none when nothing was searched
 */
public record PixelExamination(
    String policy,
    boolean searched,
    boolean rechecked,
    int frames,
    List<PixelBox> boxes,
    int keptTexts,
    int nested,
    String device,
    List<Engine> engines) {

  /**
   * A detector or a recogniser.
   *
   * @param modelSha256 of the model that it ran
   */
  public record Engine(String role, String name, String version, String modelSha256) {

    public Engine {
      Shape.code("engine role", role);
      Shape.name("engine name", name);
      Shape.name("engine version", version);
      Shape.sha256("engine model", modelSha256);
    }
  }

  public PixelExamination {
    Shape.code("pixel policy", policy);
    Shape.check(frames >= 0 && keptTexts >= 0 && nested >= 0, "pixels", "counts from 0");
    if (device != null) {
      Shape.name("device", device);
    }
    boxes = List.copyOf(boxes);
    engines = List.copyOf(engines);
  }
}
