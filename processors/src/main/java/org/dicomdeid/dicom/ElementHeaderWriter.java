/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

/** Lays out the header of a new element or item (PS3.5 7.1, 7.5). */
final class ElementHeaderWriter {

  /** Bytes of the longest header. */
  static final int LONGEST = 12;

  /** The length that says that a delimiter ends the value. */
  static final long UNDEFINED = 0xFFFFFFFFL;

  private static final int SHORT_LIMIT = 0xFFFF;

  private ElementHeaderWriter() {}

  /**
   * Writes a header and returns its size. A value too long for a 16-bit length becomes UN (PS3.5
   * 6.2.2).
   */
  static int put(byte[] target, int at, Encoding encoding, int tag, VR vr, long length) {
    boolean bigEndian = encoding.isBigEndian();
    putTag(target, at, tag, bigEndian);
    if (!encoding.isExplicit()) {
      put32(target, at + 4, length, bigEndian);
      return 8;
    }
    boolean longForm = isLong(vr, length);
    int code = (longForm && !vr.hasLongLength() ? VR.UN : vr).code();
    target[at + 4] = (byte) (code >>> 8);
    target[at + 5] = (byte) code;
    if (longForm) {
      target[at + 6] = 0;
      target[at + 7] = 0;
      put32(target, at + 8, length, bigEndian);
      return 12;
    }
    target[at + (bigEndian ? 6 : 7)] = (byte) (length >>> 8);
    target[at + (bigEndian ? 7 : 6)] = (byte) length;
    return 8;
  }

  /** Writes the 8 bytes of an item header or a delimiter. */
  static int putItem(byte[] target, int at, Encoding encoding, int tag, long length) {
    putTag(target, at, tag, encoding.isBigEndian());
    put32(target, at + 4, length, encoding.isBigEndian());
    return 8;
  }

  static void put32(byte[] target, int at, long value, boolean bigEndian) {
    for (int i = 0; i < 4; i++) {
      target[at + i] = (byte) (value >>> (8 * (bigEndian ? 3 - i : i)));
    }
  }

  private static void putTag(byte[] target, int at, int tag, boolean bigEndian) {
    int group = Tag.group(tag);
    int element = Tag.element(tag);
    target[at + (bigEndian ? 0 : 1)] = (byte) (group >>> 8);
    target[at + (bigEndian ? 1 : 0)] = (byte) group;
    target[at + (bigEndian ? 2 : 3)] = (byte) (element >>> 8);
    target[at + (bigEndian ? 3 : 2)] = (byte) element;
  }

  private static boolean isLong(VR vr, long length) {
    return vr.hasLongLength() || length > SHORT_LIMIT;
  }
}
