/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * The header of one data element (PS3.5 7.1), read again and again into the same object.
 *
 * <p>Writers exist that put implicit headers into explicit data sets, and VRs that the standard has
 * not; such a header is accepted when exactly one reading of it leads to another plausible header.
 */
final class DataElementHeader {

  static final long UNDEFINED = 0xFFFFFFFFL;

  private final Window window;

  int tag;
  VR vr;
  boolean implicit;
  long valueStart;
  long length;

  DataElementHeader(Window window) {
    this.window = window;
  }

  boolean isUndefined() {
    return length == UNDEFINED;
  }

  /**
   * Reads the header at {@code position}.
   *
   * @param end where the enclosing item or file ends; at least 8 bytes on
   * @return null, or why the header cannot be read
   */
  Fault read(long position, Encoding encoding, long end) throws IOException {
    boolean bigEndian = encoding.isBigEndian();
    tag = window.tag(position, bigEndian);
    if (!encoding.isExplicit() || Tag.group(tag) == 0xFFFE) {
      return readImplicit(position, bigEndian);
    }
    int code = window.letters(position + 4);
    vr = VR.ofCode(code);
    implicit = false;
    if (vr == null) {
      return readOdd(position, code, bigEndian, end);
    }
    if (!vr.hasLongLength()) {
      length = window.u16(position + 6, bigEndian);
      valueStart = position + 8;
      return null;
    }
    if (end - position < 12) {
      return Fault.TRUNCATED;
    }
    length = window.u32(position + 8, bigEndian);
    valueStart = position + 12;
    return null;
  }

  private Fault readImplicit(long position, boolean bigEndian) throws IOException {
    implicit = true;
    vr = implicitVr(tag);
    length = window.u32(position + 4, bigEndian);
    valueStart = position + 8;
    return null;
  }

  /** An explicit header whose VR is none of the standard's. */
  private Fault readOdd(long position, int code, boolean bigEndian, long end) throws IOException {
    long shortLength = window.u16(position + 6, bigEndian);
    boolean asShort = leadsOn(position + 8 + shortLength, bigEndian, end);
    boolean asLong = false;
    boolean asImplicit = false;
    long longLength = 0;
    // VRs to come have the long form (PS3.5 7.1.2).
    if (isUpper(code >>> 8) && isUpper(code & 0xFF)) {
      if (shortLength == 0 && end - position >= 12) {
        longLength = window.u32(position + 8, bigEndian);
        asLong = leadsOn(position + 12 + longLength, bigEndian, end);
      }
    } else {
      longLength = window.u32(position + 4, bigEndian);
      asImplicit = longLength == UNDEFINED || leadsOn(position + 8 + longLength, bigEndian, end);
      // Lengths below 64 KB leave nothing where an explicit header has its VR's second word.
      asShort &= !asImplicit || shortLength != 0;
    }
    if (asImplicit ? asShort : asShort == asLong) {
      return Fault.BAD_VR;
    }
    if (asImplicit) {
      return readImplicit(position, bigEndian);
    }
    vr = VR.UN;
    length = asLong ? longLength : shortLength;
    valueStart = position + (asLong ? 12 : 8);
    return null;
  }

  /** Whether the enclosing item ends at {@code next}, or a header that may follow stands there. */
  private boolean leadsOn(long next, boolean bigEndian, long end) throws IOException {
    if (next == end) {
      return true;
    }
    if (end - next < 8) {
      return false;
    }
    int following = window.tag(next, bigEndian);
    return Integer.compareUnsigned(following, tag) > 0
        && (Tag.group(following) - Tag.group(tag) < 0x0100
            || Tag.group(following) >= 0x7FE0
            || Dictionary.standard().vrOf(following) != null);
  }

  /** What the dictionary says; UN for what it does not know. */
  static VR implicitVr(int tag) {
    VR known = Dictionary.standard().vrOf(tag);
    return known == null ? VR.UN : known;
  }

  private static boolean isUpper(int letter) {
    return letter >= 'A' && letter <= 'Z';
  }
}
