/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * Tells from the first elements how a data set is laid out, where nothing says so or what is said
 * is wrong.
 */
final class EncodingProbe {

  private static final int ENOUGH = 4;

  private final Window window;

  EncodingProbe(Window window) {
    this.window = window;
  }

  /**
   * The layout of a data set that nothing declares; null when it looks like none.
   *
   * @param known whether it must begin with an element of the standard to count
   */
  Encoding detect(long position, long end, boolean known) throws IOException {
    for (Encoding candidate :
        new Encoding[] {
          Encoding.EXPLICIT_LITTLE_ENDIAN,
          Encoding.EXPLICIT_BIG_ENDIAN,
          Encoding.IMPLICIT_LITTLE_ENDIAN
        }) {
      if ((!known || startsKnown(position, end, candidate))
          && plausible(position, end, candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** The declared layout, unless the first elements contradict it and another one fits. */
  Encoding confirm(long position, long end, Encoding declared) throws IOException {
    if (end - position < 8 || plausible(position, end, declared)) {
      return declared;
    }
    Encoding found = detect(position, end, true);
    return found == null ? declared : found;
  }

  /**
   * The layout of an item. In a sequence of explicit elements some writers put implicit items, in
   * UN some put explicit ones.
   */
  Encoding item(long position, long end, Encoding declared) throws IOException {
    if (end - position < 8) {
      return declared;
    }
    VR vr = VR.ofCode(window.letters(position + 4));
    if (declared.isExplicit()) {
      if (vr != null || Tag.group(window.tag(position, declared.isBigEndian())) == 0xFFFE) {
        return declared;
      }
      return !declared.isBigEndian() && plausible(position, end, Encoding.IMPLICIT_LITTLE_ENDIAN)
          ? Encoding.IMPLICIT_LITTLE_ENDIAN
          : declared;
    }
    if (vr == null || plausible(position, end, declared)) {
      return declared;
    }
    return plausible(position, end, Encoding.EXPLICIT_LITTLE_ENDIAN)
        ? Encoding.EXPLICIT_LITTLE_ENDIAN
        : declared;
  }

  private boolean startsKnown(long position, long end, Encoding encoding) throws IOException {
    if (end - position < 8) {
      return false;
    }
    int tag = window.tag(position, encoding.isBigEndian());
    return !Tag.isPrivate(tag)
        && (Tag.isGroupLength(tag)
            ? Tag.group(tag) <= 0x0020
            : Dictionary.standard().vrOf(tag) != null);
  }

  /** Whether the first few headers read in this layout follow each other as elements do. */
  private boolean plausible(long position, long end, Encoding encoding) throws IOException {
    long at = position;
    int previous = 0;
    for (int seen = 0; seen < ENOUGH; seen++) {
      if (end - at < 8) {
        return at == end && seen > 0;
      }
      int tag = window.tag(at, encoding.isBigEndian());
      if (tag == Tag.ITEM_DELIMITATION) {
        return window.u32(at + 4, encoding.isBigEndian()) == 0;
      }
      if ((seen > 0 && Integer.compareUnsigned(tag, previous) <= 0)
          || Integer.compareUnsigned(tag, Tag.DATA_SET_TRAILING_PADDING) > 0) {
        return false;
      }
      long length;
      long value = at + 8;
      if (encoding.isExplicit()) {
        VR vr = VR.ofCode(window.letters(at + 4));
        if (vr == null) {
          return false;
        }
        if (vr.hasLongLength()) {
          if (end - at < 12 || window.u16(at + 6, false) != 0) {
            return false;
          }
          value = at + 12;
          length = window.u32(at + 8, encoding.isBigEndian());
        } else {
          length = window.u16(at + 6, encoding.isBigEndian());
        }
      } else {
        length = window.u32(at + 4, false);
      }
      if (length == DataElementHeader.UNDEFINED) {
        return true;
      }
      if (length > end - value) {
        return false;
      }
      at = value + length;
      previous = tag;
    }
    return true;
  }
}
