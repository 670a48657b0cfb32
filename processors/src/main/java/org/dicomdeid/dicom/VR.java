/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

/** Value representations of PS3.5 6.2. */
public enum VR {
  AE(Kind.TEXT, 16),
  AS(Kind.TEXT, 4),
  AT(Kind.BINARY, 4),
  CS(Kind.TEXT, 16),
  DA(Kind.TEXT, 8),
  DS(Kind.TEXT, 16),
  DT(Kind.TEXT, 26),
  FD(Kind.BINARY, 8),
  FL(Kind.BINARY, 4),
  IS(Kind.TEXT, 12),
  LO(Kind.CHARSET_TEXT, 64),
  LT(Kind.CHARSET_TEXT, 10240),
  OB(Kind.BULK, 1),
  OD(Kind.BULK, 8),
  OF(Kind.BULK, 4),
  OL(Kind.BULK, 4),
  OV(Kind.BULK, 8),
  OW(Kind.BULK, 2),
  PN(Kind.CHARSET_TEXT, 64),
  SH(Kind.CHARSET_TEXT, 16),
  SL(Kind.BINARY, 4),
  SQ(Kind.SEQUENCE, 0),
  SS(Kind.BINARY, 2),
  ST(Kind.CHARSET_TEXT, 1024),
  SV(Kind.BINARY, 8),
  TM(Kind.TEXT, 14),
  UC(Kind.CHARSET_TEXT, Integer.MAX_VALUE),
  UI(Kind.TEXT, 64),
  UL(Kind.BINARY, 4),
  UN(Kind.BULK, 1),
  UR(Kind.TEXT, Integer.MAX_VALUE),
  US(Kind.BINARY, 2),
  UT(Kind.CHARSET_TEXT, Integer.MAX_VALUE),
  UV(Kind.BINARY, 8);

  private enum Kind {
    TEXT,
    CHARSET_TEXT,
    BINARY,
    BULK,
    SEQUENCE
  }

  private static final VR[] BY_CODE = new VR[1 << 16];

  static {
    for (VR vr : values()) {
      BY_CODE[vr.code()] = vr;
    }
  }

  private final Kind kind;
  private final int unit;

  VR(Kind kind, int unit) {
    this.kind = kind;
    this.unit = unit;
  }

  /**
   * The VR whose two letters are the given bytes, first byte in the high half; null when there is
   * none.
   */
  public static VR ofCode(int code) {
    return BY_CODE[code & 0xFFFF];
  }

  /** The two letters as a big-endian 16-bit number, as explicit VR data sets carry them. */
  public int code() {
    return (name().charAt(0) << 8) | name().charAt(1);
  }

  /** Whether an explicit VR header holds two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
  public boolean hasLongLength() {
    return switch (this) {
      case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
      default -> false;
    };
  }

  /** Whether values are character strings, of whatever repertoire. */
  public boolean isText() {
    return kind == Kind.TEXT || kind == Kind.CHARSET_TEXT;
  }

  /** Whether (0008,0005) Specific Character Set governs the value (PS3.5 6.1.2.3). */
  public boolean usesSpecificCharacterSet() {
    return kind == Kind.CHARSET_TEXT;
  }

  /** Whether values are opaque byte or word streams: OB, OW, OF, OD, OL, OV, UN. */
  public boolean isBulk() {
    return kind == Kind.BULK;
  }

  /** Whether a backslash separates values; it does not in LT, ST, UT and UR. */
  public boolean isMultiValued() {
    return isText() && this != LT && this != ST && this != UT && this != UR;
  }

  /**
   * For text the most characters of one value (of one component group for PN), else the bytes of
   * one value.
   */
  public int unit() {
    return unit;
  }

  /**
   * The byte that pads a value to even length: NUL for UI and binary, space for other text (PS3.5
   * 6.2).
   */
  public byte padding() {
    return (byte) (isText() && this != UI ? ' ' : 0);
  }
}
