/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dicomdeid.dicom.StandardTableFile;
import org.dicomdeid.dicom.TagPattern;
import org.dicomdeid.dicom.VR;

/**
 * What is done to attributes of PS3.6 that Table E.1-1 does not list but that can identify a person
 * all the same: by keyword, tag pattern or VR, in this order.
 */
final class UnlistedTable {

  static final String FILE = "unlisted-attributes.tsv";

  /**
   * One row.
   *
   * @param unless the option that keeps the attribute; null when none does
   */
  record Row(String match, Action action, Option unless, String reason) {}

  private record PatternRow(TagPattern pattern, Row row) {}

  private final Map<Integer, Row> tags = new HashMap<>();
  private final List<PatternRow> patterns = new ArrayList<>();
  private final Map<VR, Row> vrs = new EnumMap<>(VR.class);
  private final List<Row> rows = new ArrayList<>();

  private UnlistedTable() {
    StandardTableFile file = StandardTableFile.read(FILE);
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      add(file, row);
    }
  }

  private static final class Holder {
    static final UnlistedTable STANDARD = new UnlistedTable();
  }

  static UnlistedTable standard() {
    return Holder.STANDARD;
  }

  List<Row> rows() {
    return rows;
  }

  /** The row for a tag; null when there is none. */
  Row find(int tag, VR vr) {
    Row row = tags.get(tag);
    if (row != null) {
      return row;
    }
    for (PatternRow candidate : patterns) {
      if (candidate.pattern().matches(tag)) {
        return candidate.row();
      }
    }
    return vr == null ? null : vrs.get(vr);
  }

  private void add(StandardTableFile file, int at) {
    String tag = file.cell(at, 0);
    String match = file.cell(at, 1);
    String unless = file.cell(at, 3);
    Row row =
        new Row(
            match.isEmpty() ? tag : match,
            Action.valueOf(file.cell(at, 2).toUpperCase(Locale.ROOT)),
            unless.isEmpty() ? null : Option.parse(unless).orElseThrow(),
            file.cell(at, 4));
    rows.add(row);
    if (tag.isEmpty()) {
      vrs.put(VR.valueOf(match.substring(3)), row);
      return;
    }
    TagPattern pattern = TagPattern.parse(tag).orElseThrow();
    if (pattern.isExact()) {
      tags.put(pattern.value(), row);
    } else {
      patterns.add(new PatternRow(pattern, row));
    }
  }
}
