/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * What a stream tells of its colour space, by the rules that the Independent JPEG Group's decoder
 * made common: JFIF is YCbCr, else Adobe's marker tells, else the letters R, G, B as component
 * identifiers; else the header must know.
 */
final class JpegColour {

  private static final int JFIF_LENGTH = 14;
  private static final int ADOBE_LENGTH = 12;

  private boolean jfif;
  private int adobeTransform = -1;

  /** Takes note of an application segment. */
  void read(byte[] stream, JpegSegment segment) {
    if (isJfif(stream, segment)) {
      jfif = true;
    } else if (isAdobe(stream, segment)) {
      adobeTransform = stream[segment.body() + ADOBE_LENGTH - 1] & 0xFF;
    }
  }

  Photometric of(DctFrame frame, Photometric header) {
    if (frame.components().size() == 1) {
      return header;
    }
    if (jfif) {
      return Photometric.YBR_FULL;
    }
    if (adobeTransform >= 0) {
      return adobeTransform == 0 ? Photometric.RGB : Photometric.YBR_FULL;
    }
    if (frame.components().get(0).id() == 'R'
        && frame.components().get(1).id() == 'G'
        && frame.components().get(2).id() == 'B') {
      return Photometric.RGB;
    }
    return header == Photometric.RGB ? Photometric.RGB : Photometric.YBR_FULL;
  }

  static boolean isJfif(byte[] stream, JpegSegment segment) {
    return segment.marker() == JpegMarker.APP0
        && segment.length() >= JFIF_LENGTH
        && says(stream, segment, "JFIF\0");
  }

  static boolean isAdobe(byte[] stream, JpegSegment segment) {
    return segment.marker() == JpegMarker.APP14
        && segment.length() >= ADOBE_LENGTH
        && says(stream, segment, "Adobe");
  }

  private static boolean says(byte[] stream, JpegSegment segment, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (stream[segment.body() + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
