/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.dicom.StandardTableFile;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TagPattern;

/**
 * Table E.1-1: what the Basic Profile and each option say of each attribute (DICOM PS3.15, edition
 * as stated, © NEMA).
 */
final class ActionTable {

  static final String FILE = "standard/ps3.15-e1-1.tsv";
  private static final int COLUMNS = 16;

  /** One attribute; cells by the columns of the table. */
  record Row(String tag, String keyword, String name, List<String> cells) {

    /** The action of the Basic Profile, such as {@code X/Z/D}. */
    String basic() {
      return cells.get(5);
    }

    /** K, C or nothing. */
    String cell(Option option) {
      return option.column() < 0 ? "" : cells.get(option.column());
    }

    boolean isPrivateAttributes() {
      return keyword.equals("PrivateAttributes");
    }
  }

  private record PatternRow(TagPattern pattern, Row row) {}

  private final Map<Integer, Row> exact = new HashMap<>(2_048);
  private final List<PatternRow> patterns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private ActionTable() {
    StandardTableFile file = StandardTableFile.read(FILE);
    file.forEachRow((start, end) -> add(file, start, end));
  }

  private static final class Holder {
    static final ActionTable STANDARD = new ActionTable();
  }

  static ActionTable standard() {
    return Holder.STANDARD;
  }

  /** Every row, in the order of the table. */
  List<Row> rows() {
    return rows;
  }

  /** The row of a standard tag; null when the table does not list it. */
  Row find(int tag) {
    Row row = exact.get(tag);
    if (row != null || Tag.isPrivate(tag)) {
      return row;
    }
    for (PatternRow candidate : patterns) {
      if (candidate.pattern().matches(tag)) {
        return candidate.row();
      }
    }
    return null;
  }

  private void add(StandardTableFile file, int start, int end) {
    String[] cells = new String[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      cells[column] = file.cell(start, end, column);
    }
    Row row = new Row(cells[0], cells[1], cells[2], List.of(cells));
    rows.add(row);
    if (row.isPrivateAttributes()) {
      return;
    }
    TagPattern pattern =
        TagPattern.parse(row.tag())
            .orElseThrow(() -> new IllegalStateException(FILE + " has a bad tag " + row.tag()));
    if (pattern.isExact()) {
      exact.put(pattern.value(), row);
    } else {
      patterns.add(new PatternRow(pattern, row));
    }
  }
}
