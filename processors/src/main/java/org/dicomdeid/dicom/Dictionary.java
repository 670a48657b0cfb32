/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final int[] keys = new int[SLOTS];
  private final int[] rowOfSlot = new int[SLOTS];
  private int[] starts = new int[6_000];
  private int[] ends = new int[6_000];
  private VR[] vrs = new VR[6_000];
  private final List<TagPattern> patterns = new ArrayList<>();
  private final List<Integer> patternRows = new ArrayList<>();
  private int rows;
  private volatile Map<String, Integer> tagsByKeyword;

  private Dictionary() {
    Arrays.fill(rowOfSlot, -1);
    file.forEachRow(this::add);
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
    int row = rowOf(tag);
    if (row >= 0) {
      return vrs[row];
    }
    return Tag.isGroupLength(tag) ? VR.UL : null;
  }

  /** What the standard says of a tag; null when it does not know it. */
  public Entry find(int tag) {
    int row = Tag.isPrivate(tag) ? -1 : rowOf(tag);
    if (row < 0) {
      return null;
    }
    int start = starts[row];
    int end = ends[row];
    return new Entry(
        file.cell(start, end, 1),
        file.cell(start, end, 2),
        file.cell(start, end, 3),
        file.cell(start, end, 4),
        file.cell(start, end, 5).equals("Y"));
  }

  /**
   * The tag of a keyword such as {@code PatientName}; empty for an unknown keyword and for one of a
   * repeating group, which has many tags.
   */
  public OptionalInt tagOf(String keyword) {
    Map<String, Integer> tags = tagsByKeyword;
    if (tags == null) {
      tags = indexKeywords();
      tagsByKeyword = tags;
    }
    Integer tag = tags.get(keyword);
    return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
  }

  /** Every tag that is not of a repeating group, in the order of the table. */
  public int[] tags() {
    int[] tags = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      TagPattern pattern =
          TagPattern.parse(file.text(), starts[row], starts[row] + 11).orElseThrow();
      if (pattern.isExact()) {
        tags[count++] = pattern.value();
      }
    }
    return Arrays.copyOf(tags, count);
  }

  private Map<String, Integer> indexKeywords() {
    Map<String, Integer> tags = new HashMap<>(rows * 2);
    String text = file.text();
    for (int row = 0; row < rows; row++) {
      int tag = hex8(text, starts[row]);
      String keyword = file.cell(starts[row], ends[row], 1);
      if (!keyword.isEmpty() && !hasOpenDigit(text, starts[row])) {
        tags.put(keyword, tag);
      }
    }
    return tags;
  }

  private void add(int start, int end) {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
      ends = Arrays.copyOf(ends, 2 * rows);
      vrs = Arrays.copyOf(vrs, 2 * rows);
    }
    String text = file.text();
    starts[rows] = start;
    ends[rows] = end;
    int at = start;
    for (int tabs = 0; tabs < 3; at++) {
      if (text.charAt(at) == '\t') {
        tabs++;
      }
    }
    vrs[rows] = VR.ofCode(text.charAt(at) << 8 | text.charAt(at + 1));
    int tag = hex8(text, start);
    if (hasOpenDigit(text, start)) {
      patterns.add(TagPattern.parse(text, start, start + 11).orElseThrow());
      patternRows.add(rows);
    } else {
      int slot = slotOf(tag);
      while (rowOfSlot[slot] >= 0) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      keys[slot] = tag;
      rowOfSlot[slot] = rows;
    }
    rows++;
  }

  private int rowOf(int tag) {
    int slot = slotOf(tag);
    while (rowOfSlot[slot] >= 0) {
      if (keys[slot] == tag) {
        return rowOfSlot[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(tag)) {
        return patternRows.get(i);
      }
    }
    return -1;
  }

  private static int slotOf(int tag) {
    return (tag * 0x9E3779B1) >>> 18;
  }

  private static boolean hasOpenDigit(String text, int start) {
    for (int i = start + 1; i < start + 10; i++) {
      if (text.charAt(i) == 'x') {
        return true;
      }
    }
    return false;
  }

  /** The eight digits of {@code (gggg,eeee)} that starts there, an x read as 0. */
  private static int hex8(String text, int start) {
    int value = 0;
    for (int i = start + 1; i < start + 10; i++) {
      char c = text.charAt(i);
      if (c != ',') {
        value = value << 4 | Math.max(0, Character.digit(c, 16));
      }
    }
    return value;
  }
}
