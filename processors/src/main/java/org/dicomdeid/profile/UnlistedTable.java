/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dicomdeid.dicom.Dictionary;
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
    file.forEachRow((start, end) -> add(file, start, end));
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

  private void add(StandardTableFile file, int start, int end) {
    String match = file.cell(start, end, 0);
    String unless = file.cell(start, end, 2);
    Row row =
        new Row(
            match,
            Action.valueOf(file.cell(start, end, 1).toUpperCase(Locale.ROOT)),
            unless.isEmpty() ? null : Option.parse(unless).orElseThrow(),
            file.cell(start, end, 3));
    rows.add(row);
    if (match.startsWith("vr:")) {
      vrs.put(VR.valueOf(match.substring(3)), row);
    } else if (match.startsWith("(")) {
      patterns.add(new PatternRow(TagPattern.parse(match).orElseThrow(), row));
    } else {
      tags.put(
          Dictionary.standard()
              .tagOf(match)
              .orElseThrow(() -> new IllegalStateException(FILE + " has unknown keyword " + match)),
          row);
    }
  }
}
