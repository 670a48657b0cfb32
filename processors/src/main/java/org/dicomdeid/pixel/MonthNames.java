/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.HashMap;
import java.util.Map;
import org.dicomdeid.dicom.StandardTableFile;

/** Names of months in several languages, {@code profiles/pixels/months.tsv}. */
final class MonthNames {

  static final String FILE = "pixels/months.tsv";

  private static final MonthNames STANDARD = new MonthNames(StandardTableFile.read(FILE));

  private final Map<String, Integer> months = new HashMap<>();

  private MonthNames(StandardTableFile file) {
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      int month = Integer.parseInt(file.cell(row, 0));
      for (String name : file.cell(row, 1).split(" ", -1)) {
        months.put(OcrFolding.skeleton(name), month);
      }
    }
  }

  static MonthNames standard() {
    return STANDARD;
  }

  /** 1 to 12, or -1. */
  int monthOf(String text) {
    return months.getOrDefault(OcrFolding.skeleton(text), -1);
  }
}
