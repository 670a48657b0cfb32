/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/**
 * A place of an image that was judged.
 *
 * @param line the tightest detection of a line of text in it; the box itself where there is none
 * @param firstFrame from 0
 * @param lastFrame inclusive
 * @param characters how many were read there; 0 where nothing was
 */
public record Finding(
    Kind kind, boolean redacted, Box box, Box line, int firstFrame, int lastFrame, int characters) {

  /** A place that goes on some frames, whatever stands there. */
  static Finding of(Kind kind, Box box, int firstFrame, int lastFrame) {
    return new Finding(kind, true, box, box, firstFrame, lastFrame, 0);
  }

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
    return new Finding(kind, redacted, box, line, first, last, characters);
  }
}
