/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.CodecException;
import org.dicomdeid.codec.CodecFault;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;

/** Overlay planes that have data of their own (PS3.3 C.9.2, PS3.5 8.1.2). */
final class OverlayPlanes {

  private static final int ROWS = 0x60000010;
  private static final int COLUMNS = 0x60000011;
  private static final int NUMBER_OF_FRAMES = 0x60000015;
  private static final int DATA = 0x60003000;
  private static final int GROUPS = 0x20;
  private static final int NEXT_GROUP = 0x00020000;
  private static final int MOST_BYTES = 16 << 20;

  private OverlayPlanes() {}

  /**
   * Clears the bits of every place with text that must go.
   *
   * @return how many planes were changed
   * @throws CodecException BAD_PIXEL_DESCRIPTION when a plane is smaller than it says
   */
  static int redact(DataSet root, TextFinder finder, Predicate<FoundText> mustGo)
      throws IOException {
    int changed = 0;
    for (int group = 0; group < GROUPS; group++) {
      int offset = group * NEXT_GROUP;
      Element data = root.get(DATA + offset);
      if (data != null && data.length() > 0) {
        changed += redact(root, offset, data, finder, mustGo) ? 1 : 0;
      }
    }
    return changed;
  }

  private static boolean redact(
      DataSet root, int offset, Element data, TextFinder finder, Predicate<FoundText> mustGo)
      throws IOException {
    int rows = root.integer(ROWS + offset).orElse(0);
    int columns = root.integer(COLUMNS + offset).orElse(0);
    int frames = Math.max(1, root.integer(NUMBER_OF_FRAMES + offset).orElse(1));
    byte[] bits = data.bytes(MOST_BYTES);
    long pixels = (long) rows * columns;
    if (pixels == 0 || (pixels * frames + 7) / 8 > bits.length) {
      throw new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
    }
    boolean swapped = root.encoding().isBigEndian();
    List<Box> boxes = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      long start = frame * pixels;
      byte[] samples = new byte[(int) pixels];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) (bit(bits, start + i, swapped) ? 255 : 0);
      }
      boxes.clear();
      for (FoundText text : finder.find(List.of(new Picture(columns, rows, 1, samples)))) {
        if (mustGo.test(text)) {
          boxes.add(text.box().within(columns, rows));
        }
      }
      for (Box box : boxes) {
        for (int row = box.row(); row < box.bottom(); row++) {
          for (int column = box.column(); column < box.right(); column++) {
            clear(bits, start + (long) row * columns + column, swapped);
          }
        }
      }
    }
    if (data.hasValue(bits)) {
      return false;
    }
    root.put(Element.of(data.tag(), data.vr(), bits));
    return true;
  }

  private static boolean bit(byte[] bits, long index, boolean swapped) {
    return (bits[at(index, swapped)] >> (index & 7) & 1) != 0;
  }

  private static void clear(byte[] bits, long index, boolean swapped) {
    bits[at(index, swapped)] &= (byte) ~(1 << (index & 7));
  }

  /** The byte of a bit: words of a big endian data set have theirs the other way round. */
  private static int at(long index, boolean swapped) {
    int at = (int) (index >>> 3);
    return swapped ? at ^ 1 : at;
  }
}
