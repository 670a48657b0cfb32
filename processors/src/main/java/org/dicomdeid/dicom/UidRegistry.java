/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.HashMap;
import java.util.Map;

/**
 * The UIDs that PS3.6 Annex A registers: transfer syntaxes, SOP classes, well-known instances and
 * frames of reference. They name no instance, so a de-identifier leaves them (DICOM PS3.6, edition
 * as stated in the table, © NEMA).
 */
public final class UidRegistry {

  private record Entry(String name, String type, String ciod) {}

  private final Map<String, Entry> entries = new HashMap<>(1_024);

  private UidRegistry() {
    StandardTableFile file = StandardTableFile.read("standard/ps3.6-uids.tsv");
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      entries.put(
          file.cell(row, 0), new Entry(file.cell(row, 2), file.cell(row, 3), file.cell(row, 5)));
    }
  }

  private static final class Holder {
    static final UidRegistry STANDARD = new UidRegistry();
  }

  /** The registry of the jar; read at first use. */
  public static UidRegistry standard() {
    return Holder.STANDARD;
  }

  public boolean isRegistered(String uid) {
    return entries.containsKey(uid);
  }

  /** The registered name, such as {@code CT Image Storage}; null when the UID is not registered. */
  public String nameOf(String uid) {
    Entry entry = entries.get(uid);
    return entry == null ? null : entry.name();
  }

  /** What the UID names, such as {@code SOP Class}; null when the UID is not registered. */
  public String typeOf(String uid) {
    Entry entry = entries.get(uid);
    return entry == null ? null : entry.type();
  }

  /**
   * The IOD of a storage SOP class as the tables of this project name it, such as {@code ct-image};
   * null when it is not known.
   */
  public String ciodOf(String sopClassUid) {
    Entry entry = sopClassUid == null ? null : entries.get(sopClassUid);
    return entry == null || entry.ciod().isEmpty() ? null : entry.ciod();
  }
}
