/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The data dictionary of PS3.6 Chapters 6 to 8 and of PS3.7 Annex E, repeating groups included
 * (DICOM PS3.6, edition as stated in the table, © NEMA).
 */
public final class Dictionary {

  /**
   * One attribute.
   *
   * @param keyword empty for the few retired attributes that the standard names no more
   * @param vr as the standard writes it, alternatives included ({@code US or SS})
   * @param vm value multiplicity, such as {@code 1-n}
   */
  public record Entry(String keyword, String name, String vr, String vm, boolean retired) {}

  private static final int SLOTS = 1 << 14;

  private final StandardTableFile file = StandardTableFile.read("standard/ps3.6-dictionary.tsv");
  private final int[] tagOfSlot = new int[SLOTS];

  /** Row offsets; 0, which is the header line, where a slot is free. */
  private final int[] rowOfSlot = new int[SLOTS];

  /** VRs as they were asked for; a lost race only reads the row again. */
  private final VR[] vrOfSlot = new VR[SLOTS];

  private final List<TagPattern> patterns = new ArrayList<>();
  private final List<Integer> patternRows = new ArrayList<>();
  private volatile int[] rowsByKeyword;

  private Dictionary() {
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      add(row);
    }
  }

  private static final class Holder {
    static final Dictionary STANDARD = new Dictionary();
  }

  /** The dictionary of the jar; read at first use. */
  public static Dictionary standard() {
    return Holder.STANDARD;
  }

  /**
   * The VR of an attribute, the first of alternatives such as {@code US or SS}; UL for a group
   * length, LO for a private creator, null for any other private or unknown tag and for item
   * delimiters.
   */
  public VR vrOf(int tag) {
    if (Tag.isPrivate(tag)) {
      return Tag.isPrivateCreator(tag) ? VR.LO : Tag.isGroupLength(tag) ? VR.UL : null;
    }
    int slot = slotOf(tag);
    if (rowOfSlot[slot] != 0) {
      VR known = vrOfSlot[slot];
      if (known == null) {
        known = vrAt(rowOfSlot[slot]);
        vrOfSlot[slot] = known;
      }
      return known;
    }
    int row = patternRowOf(tag);
    if (row != 0) {
      return vrAt(row);
    }
    return Tag.isGroupLength(tag) ? VR.UL : null;
  }

  /** What the standard says of a tag; null when it does not know it. */
  public Entry find(int tag) {
    int row = Tag.isPrivate(tag) ? 0 : rowOf(tag);
    if (row == 0) {
      return null;
    }
    return new Entry(
        file.cell(row, 1),
        file.cell(row, 2),
        file.cell(row, 3),
        file.cell(row, 4),
        file.cell(row, 5).equals("Y"));
  }

  /**
   * The tag of a keyword such as {@code PatientName}; empty for an unknown keyword and for one of a
   * repeating group, which has many tags.
   */
  public OptionalInt tagOf(String keyword) {
    int[] rows = rowsByKeyword;
    if (rows == null) {
      rows = indexKeywords();
      rowsByKeyword = rows;
    }
    int slot = spread(keyword.hashCode());
    while (rows[slot] != 0) {
      if (isKeyword(rows[slot], keyword)) {
        return OptionalInt.of(tagAt(rows[slot]));
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return OptionalInt.empty();
  }

  /** Every tag that is not of a repeating group, in no particular order. */
  public int[] tags() {
    int[] tags = new int[SLOTS];
    int count = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (rowOfSlot[slot] != 0) {
        tags[count++] = tagOfSlot[slot];
      }
    }
    return Arrays.copyOf(tags, count);
  }

  private int[] indexKeywords() {
    int[] rows = new int[SLOTS];
    for (int taken = 0; taken < SLOTS; taken++) {
      int row = rowOfSlot[taken];
      int at = row + 12;
      int hash = 0;
      for (int c = file.byteAt(at); row != 0 && c != '\t'; c = file.byteAt(++at)) {
        hash = 31 * hash + c;
      }
      if (at > row + 12) {
        int slot = spread(hash);
        while (rows[slot] != 0) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        rows[slot] = row;
      }
    }
    return rows;
  }

  private boolean isKeyword(int row, String keyword) {
    for (int i = 0; i < keyword.length(); i++) {
      if (file.byteAt(row + 12 + i) != keyword.charAt(i)) {
        return false;
      }
    }
    return file.byteAt(row + 12 + keyword.length()) == '\t';
  }

  private void add(int row) {
    if (hasOpenDigit(row)) {
      patterns.add(TagPattern.parse(file.cell(row, 0)).orElseThrow());
      patternRows.add(row);
    } else {
      int tag = tagAt(row);
      int slot = slotOf(tag);
      tagOfSlot[slot] = tag;
      rowOfSlot[slot] = row;
    }
  }

  private int rowOf(int tag) {
    int row = rowOfSlot[slotOf(tag)];
    return row != 0 ? row : patternRowOf(tag);
  }

  private int patternRowOf(int tag) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(tag)) {
        return patternRows.get(i);
      }
    }
    return 0;
  }

  /** The slot that holds a tag, else the free one where it would go. */
  private int slotOf(int tag) {
    int slot = spread(tag);
    while (rowOfSlot[slot] != 0 && tagOfSlot[slot] != tag) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  private VR vrAt(int row) {
    int at = file.startOf(row, 3);
    return VR.ofCode(file.byteAt(at) << 8 | file.byteAt(at + 1));
  }

  private static int spread(int key) {
    return (key * 0x9E3779B1) >>> 18;
  }

  private boolean hasOpenDigit(int row) {
    for (int i = 3; i < 10; i++) {
      if (file.byteAt(row + i) == 'x') {
        return true;
      }
    }
    return false;
  }

  /** The tag of a row, which starts with {@code (gggg,eeee)} in upper case. */
  private int tagAt(int row) {
    int value = 0;
    for (int i = 1; i < 10; i++) {
      int c = file.byteAt(row + i);
      if (c != ',') {
        value = value << 4 | (c <= '9' ? c - '0' : c - 'A' + 10);
      }
    }
    return value;
  }
}
