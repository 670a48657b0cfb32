/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/**
 * A place of an image that was judged.
 *
 * @param firstFrame from 0
 * @param lastFrame inclusive
 * @param characters how many were read there; 0 where nothing was
 */
public record Finding(
    Kind kind, boolean redacted, Box box, int firstFrame, int lastFrame, int characters) {

  /** Why a place was looked at. */
  public enum Kind {
    /** A detector found text. */
    TEXT,
    /** The device catalog says that the device writes there. */
    DEVICE_REGION,
    /** It lies outside the ultrasound regions of the image. */
    OUTSIDE_ULTRASOUND
  }

  boolean isOn(int frame) {
    return frame >= firstFrame && frame <= lastFrame;
  }

  Finding onFrames(int first, int last) {
    return new Finding(kind, redacted, box, first, last, characters);
  }
}
