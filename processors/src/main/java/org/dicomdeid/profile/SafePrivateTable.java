/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.HashMap;
import java.util.Map;
import org.dicomdeid.dicom.StandardTableFile;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/**
 * Table E.3.10-1: private attributes known to be safe, by private creator (DICOM PS3.15, edition as
 * stated, © NEMA).
 */
final class SafePrivateTable {

  static final String FILE = "standard/ps3.15-safe-private.tsv";

  /** VRs by creator, then by group and the low byte of the element. */
  private final Map<String, Map<Integer, String>> creators = new HashMap<>();

  private SafePrivateTable() {
    StandardTableFile file = StandardTableFile.read(FILE);
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      String tag = file.cell(row, 0);
      int group = Integer.parseInt(tag, 1, 5, 16);
      int element = Integer.parseInt(tag, 8, 10, 16);
      creators
          .computeIfAbsent(file.cell(row, 1), creator -> new HashMap<>())
          .put(Tag.of(group, element), file.cell(row, 2));
    }
  }

  private static final class Holder {
    static final SafePrivateTable STANDARD = new SafePrivateTable();
  }

  static SafePrivateTable standard() {
    return Holder.STANDARD;
  }

  boolean lists(String creator) {
    return creators.containsKey(creator);
  }

  /**
   * Whether the table lists the element of this creator, in whatever block, with this VR; UN and an
   * unknown VR agree with any.
   */
  boolean lists(String creator, int tag, VR vr) {
    Map<Integer, String> elements = creators.get(creator);
    String listed = elements == null ? null : elements.get(tag & 0xFFFF00FF);
    return listed != null
        && (vr == null || vr == VR.UN || listed.isEmpty() || listed.contains(vr.name()));
  }

  /** The VR that the table gives; null when it lists none. */
  VR vrOf(String creator, int tag) {
    Map<Integer, String> elements = creators.get(creator);
    String listed = elements == null ? null : elements.get(tag & 0xFFFF00FF);
    return listed == null || listed.length() < 2
        ? null
        : VR.ofCode(listed.charAt(0) << 8 | listed.charAt(1));
  }
}
