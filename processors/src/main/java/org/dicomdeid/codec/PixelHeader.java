/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/** Changes what a data set says of its pixels, and their element. */
final class PixelHeader {

  private static final int IMAGE_GROUP_LENGTH = 0x00280000;
  private static final int PIXEL_GROUP_LENGTH = 0x7FE00000;

  private PixelHeader() {}

  /** Puts pixel data in the place of those that are there. */
  static void replace(DataSet holder, Element pixels) throws IOException {
    holder.put(pixels);
    remove(holder, PIXEL_GROUP_LENGTH);
  }

  static void photometric(DataSet holder, Photometric photometric) throws IOException {
    String term = photometric.term();
    byte[] value = (term.length() % 2 == 0 ? term : term + " ").getBytes(StandardCharsets.US_ASCII);
    Element before = holder.get(Tag.PHOTOMETRIC_INTERPRETATION);
    if (before == null || !before.hasValue(value)) {
      holder.put(Element.of(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, value));
      remove(holder, IMAGE_GROUP_LENGTH);
    }
  }

  /** Says that the samples of a pixel lie side by side (PS3.3 C.7.6.3.1.3). */
  static void interleaved(DataSet holder) throws IOException {
    if (holder.integer(Tag.PLANAR_CONFIGURATION).orElse(-1) != 0) {
      holder.put(Element.of(Tag.PLANAR_CONFIGURATION, VR.US, new byte[2]));
      remove(holder, IMAGE_GROUP_LENGTH);
    }
  }

  static void remove(DataSet holder, int tag) throws IOException {
    if (holder.contains(tag)) {
      holder.edit(element -> element.tag() == tag ? null : element);
    }
  }
}
