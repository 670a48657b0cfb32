/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;

/**
 * Reads the Image Pixel Module (PS3.3 C.7.6.3). Takes for granted what real files leave out and
 * only one value can mean; refuses what contradicts itself.
 */
final class PixelDescription {

  private static final Set<Integer> DESCRIPTION =
      Set.of(
          Tag.SAMPLES_PER_PIXEL,
          Tag.PHOTOMETRIC_INTERPRETATION,
          Tag.PLANAR_CONFIGURATION,
          Tag.NUMBER_OF_FRAMES,
          Tag.ROWS,
          Tag.COLUMNS,
          Tag.BITS_ALLOCATED,
          Tag.BITS_STORED,
          Tag.HIGH_BIT,
          Tag.PIXEL_REPRESENTATION,
          Tag.PIXEL_DATA);

  private final DataSet holder;

  private PixelDescription(DataSet holder) {
    this.holder = holder;
  }

  static PixelFormat format(DataSet holder) throws IOException {
    return new PixelDescription(holder).format();
  }

  /** Number of Frames (0028,0008): one where a single-frame image does not say so. */
  static int frames(DataSet holder) throws IOException {
    int frames = new PixelDescription(holder).told(Tag.NUMBER_OF_FRAMES).orElse(1);
    if (frames < 0) {
      throw bad();
    }
    // Zero is what some writers say of single-frame images.
    return Math.max(1, frames);
  }

  private PixelFormat format() throws IOException {
    requireOnce();
    int rows = required(Tag.ROWS);
    int columns = required(Tag.COLUMNS);
    int allocated = required(Tag.BITS_ALLOCATED);
    int stored = told(Tag.BITS_STORED).orElse(allocated);
    int highBit = told(Tag.HIGH_BIT).orElse(stored - 1);
    int signed = told(Tag.PIXEL_REPRESENTATION).orElse(0);
    if (rows < 1 || columns < 1 || allocated < 1 || signed < 0 || signed > 1) {
      throw bad();
    }
    if (stored < 1 || stored > allocated || highBit >= allocated || highBit < stored - 1) {
      throw bad();
    }
    OptionalInt told = told(Tag.SAMPLES_PER_PIXEL);
    Photometric photometric = photometric(told);
    int samples = told.orElse(photometric.samples());
    if (samples != photometric.samples()) {
      throw bad();
    }
    boolean known = allocated == 8 || allocated == 16 || allocated == 32;
    if (!known && (allocated != 1 || samples != 1)) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    int planar = samples == 1 ? 0 : told(Tag.PLANAR_CONFIGURATION).orElse(0);
    if (planar < 0 || planar > 1) {
      throw bad();
    }
    return new PixelFormat(
        rows, columns, samples, allocated, stored, highBit, signed == 1, photometric, planar);
  }

  private Photometric photometric(OptionalInt samples) throws IOException {
    String term = holder.string(Tag.PHOTOMETRIC_INTERPRETATION);
    if (term == null || term.isEmpty()) {
      if (samples.orElse(0) != 1) {
        throw bad();
      }
      // As images of before DICOM are, which know no such attribute.
      return Photometric.MONOCHROME2;
    }
    return Photometric.of(term.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> new CodecException(CodecFault.UNSUPPORTED_PIXELS));
  }

  private int required(int tag) throws IOException {
    return told(tag).orElseThrow(PixelDescription::bad);
  }

  /** Empty where the attribute is missing or has no value; never where it has an unreadable one. */
  private OptionalInt told(int tag) throws IOException {
    Element element = holder.get(tag);
    if (element == null || element.length() == 0) {
      return OptionalInt.empty();
    }
    OptionalInt value = holder.integer(tag);
    if (value.isEmpty()) {
      throw bad();
    }
    return value;
  }

  /** Of two elements with one tag some readers take the first and some the last. */
  private void requireOnce() throws CodecException {
    Set<Integer> seen = new HashSet<>();
    for (Element element : holder) {
      if (DESCRIPTION.contains(element.tag()) && !seen.add(element.tag())) {
        throw bad();
      }
    }
  }

  private static CodecException bad() {
    return new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
  }
}
