/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dicomdeid.dicom.StandardTableFile;

/**
 * The Basic Profile and the options of PS3.15 Annex E, by their codes of CID 7050 (DICOM PS3.16,
 * edition as stated in the table, © NEMA).
 */
public enum Option {
  BASIC_PROFILE("113100", -1),
  CLEAN_PIXEL_DATA("113101", -1),
  CLEAN_RECOGNIZABLE_VISUAL_FEATURES("113102", -1),
  CLEAN_GRAPHICS("113103", 15),
  CLEAN_STRUCTURED_CONTENT("113104", 14),
  CLEAN_DESCRIPTORS("113105", 13),
  RETAIN_FULL_DATES("113106", 11),
  RETAIN_MODIFIED_DATES("113107", 12),
  RETAIN_PATIENT_CHARACTERISTICS("113108", 10),
  RETAIN_DEVICE_IDENTITY("113109", 8),
  RETAIN_UIDS("113110", 7),
  RETAIN_SAFE_PRIVATE("113111", 6),
  RETAIN_INSTITUTION_IDENTITY("113112", 9);

  private final String code;
  private final int column;

  Option(String code, int column) {
    this.code = code;
    this.column = column;
  }

  private static final class Meanings {
    static final Map<String, String> BY_CODE = read();

    private static Map<String, String> read() {
      StandardTableFile file = StandardTableFile.read("standard/cid-7050.tsv");
      Map<String, String> meanings = new HashMap<>();
      for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
        meanings.put(file.cell(row, 1), file.cell(row, 2));
      }
      for (Option option : values()) {
        if (!meanings.containsKey(option.code)) {
          throw new IllegalStateException("CID 7050 has no code " + option.code);
        }
      }
      return meanings;
    }
  }

  /** The code value, of coding scheme DCM. */
  public String code() {
    return code;
  }

  /** The code meaning. */
  public String meaning() {
    return Meanings.BY_CODE.get(code);
  }

  /** As profiles may write it, such as {@code clean-descriptors}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The option of a code or word; empty when there is none. */
  public static Optional<Option> parse(String text) {
    for (Option option : values()) {
      if (option.code.equals(text) || option.word().equals(text.toLowerCase(Locale.ROOT))) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** The column of Table E.1-1; negative for what has none. */
  int column() {
    return column;
  }
}
