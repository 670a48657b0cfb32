/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.HexFormat;
import java.util.OptionalInt;

/** Attribute tags as 32-bit numbers, group in the high half; compare them unsigned. */
public final class Tag {

  public static final int FILE_META_GROUP_LENGTH = 0x00020000;
  public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
  public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
  public static final int TRANSFER_SYNTAX_UID = 0x00020010;
  public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
  public static final int SOP_CLASS_UID = 0x00080016;
  public static final int SOP_INSTANCE_UID = 0x00080018;
  public static final int STUDY_INSTANCE_UID = 0x0020000D;
  public static final int SERIES_INSTANCE_UID = 0x0020000E;
  public static final int PATIENT_NAME = 0x00100010;
  public static final int PATIENT_ID = 0x00100020;
  public static final int SAMPLES_PER_PIXEL = 0x00280002;
  public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
  public static final int PLANAR_CONFIGURATION = 0x00280006;
  public static final int NUMBER_OF_FRAMES = 0x00280008;
  public static final int ROWS = 0x00280010;
  public static final int COLUMNS = 0x00280011;
  public static final int BITS_ALLOCATED = 0x00280100;
  public static final int BITS_STORED = 0x00280101;
  public static final int HIGH_BIT = 0x00280102;
  public static final int PIXEL_REPRESENTATION = 0x00280103;
  public static final int PIXEL_DATA_PROVIDER_URL = 0x00287FE0;
  public static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;
  public static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7FE00002;
  public static final int PIXEL_DATA = 0x7FE00010;
  public static final int FLOAT_PIXEL_DATA = 0x7FE00008;
  public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;
  public static final int DATA_SET_TRAILING_PADDING = 0xFFFCFFFC;
  public static final int ITEM = 0xFFFEE000;
  public static final int ITEM_DELIMITATION = 0xFFFEE00D;
  public static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Tag() {}

  public static int of(int group, int element) {
    return (group << 16) | (element & 0xFFFF);
  }

  public static int group(int tag) {
    return tag >>> 16;
  }

  public static int element(int tag) {
    return tag & 0xFFFF;
  }

  /** Whether the group is odd (PS3.5 7.8), private creators included. */
  public static boolean isPrivate(int tag) {
    return (tag & 0x00010000) != 0;
  }

  /** Whether the tag is a private creator, (gggg,0010) to (gggg,00FF) of an odd group. */
  public static boolean isPrivateCreator(int tag) {
    return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
  }

  /** The tag of the private creator that reserves the block of a private data element. */
  public static int privateCreatorOf(int tag) {
    return (tag & 0xFFFF0000) | (element(tag) >>> 8);
  }

  public static boolean isGroupLength(int tag) {
    return element(tag) == 0;
  }

  /** As the standard writes it: {@code (gggg,eeee)}, upper case. */
  public static String format(int tag) {
    return "("
        + HEX.toHexDigits((short) group(tag))
        + ","
        + HEX.toHexDigits((short) element(tag))
        + ")";
  }

  /** Reads {@code (gggg,eeee)} or {@code ggggeeee}; empty when the text is neither. */
  public static OptionalInt parse(String text) {
    String digits = text.trim();
    if (digits.length() == 11
        && digits.charAt(0) == '('
        && digits.charAt(5) == ','
        && digits.charAt(10) == ')') {
      digits = digits.substring(1, 5) + digits.substring(6, 10);
    }
    if (digits.length() != 8 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(HexFormat.fromHexDigits(digits));
  }
}
