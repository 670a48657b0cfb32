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
  static final String PRIVATE = "(ggggoooo-odd,eeee)";
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
  }

  private record PatternRow(TagPattern pattern, int row) {}

  private final StandardTableFile file = StandardTableFile.read(FILE);
  private final Map<Integer, Integer> exact = new HashMap<>(2_048);
  private final List<PatternRow> patterns = new ArrayList<>();

  private ActionTable() {
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      add(row);
    }
  }

  private static final class Holder {
    static final ActionTable STANDARD = new ActionTable();
  }

  static ActionTable standard() {
    return Holder.STANDARD;
  }

  /** Every row, in the order of the table. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      rows.add(read(row));
    }
    return rows;
  }

  /** The row of a standard tag; null when the table does not list it. */
  Row find(int tag) {
    Integer row = exact.get(tag);
    if (row != null) {
      return read(row);
    }
    for (PatternRow candidate : patterns) {
      if (!Tag.isPrivate(tag) && candidate.pattern().matches(tag)) {
        return read(candidate.row());
      }
    }
    return null;
  }

  private Row read(int row) {
    List<String> cells = new ArrayList<>(COLUMNS);
    for (int column = 0; column < COLUMNS; column++) {
      cells.add(file.cell(row, column));
    }
    return new Row(cells.get(0), cells.get(1), cells.get(2), cells);
  }

  private void add(int row) {
    String tag = file.cell(row, 0);
    if (tag.equals(PRIVATE)) {
      return;
    }
    TagPattern pattern =
        TagPattern.parse(tag)
            .orElseThrow(() -> new IllegalStateException(FILE + " has a bad tag " + tag));
    if (pattern.isExact()) {
      exact.put(pattern.value(), row);
    } else {
      patterns.add(new PatternRow(pattern, row));
    }
  }
}
