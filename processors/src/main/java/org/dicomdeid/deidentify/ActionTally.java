/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.profile.Action;
import org.dicomdeid.profile.Rule;

/** Counts what was done, by tag and never by value; private elements are counted by group. */
public final class ActionTally implements EditObserver {

  /**
   * One line of the tally.
   *
   * @param tag as {@code (gggg,eeee)}, or {@code (gggg,xxxx)} for all private elements of a group
   * @param action code of PS3.15 E.1 (X, Z, D, C, U), or H for a keyed pseudonym and M for a
   *     modified date
   * @param nested whether inside a sequence
   * @param count elements
   */
  public record Entry(String tag, char action, boolean nested, int count) {}

  private static final long NESTED = 1L << 48;

  /** Counts by nesting, tag and action, which a key holds in this order of weight. */
  private final Map<Long, int[]> counts = new TreeMap<>();

  @Override
  public void decided(DataSet dataSet, Element before, Element after, Action action, Rule rule) {
    if (after != before) {
      int tag = Tag.isPrivate(before.tag()) ? before.tag() & 0xFFFF0000 : before.tag();
      long key =
          (dataSet.parent() != null ? NESTED : 0)
              | Integer.toUnsignedLong(tag) << 16
              | (after == null ? 'X' : code(action));
      int[] count = counts.get(key);
      if (count == null) {
        count = new int[1];
        counts.put(key, count);
      }
      count[0]++;
    }
  }

  private static char code(Action action) {
    return switch (action) {
      case KEEP, CLEAN -> 'C';
      case REMOVE -> 'X';
      case EMPTY -> 'Z';
      case DUMMY -> 'D';
      case UID -> 'U';
      case HASH -> 'H';
      case DATE -> 'M';
    };
  }

  /** By tag, the top level first. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(counts.size());
    counts.forEach((key, count) -> entries.add(entry(key, count[0])));
    return entries;
  }

  private static Entry entry(long key, int count) {
    int tag = (int) (key >>> 16);
    String name = Tag.format(tag);
    return new Entry(
        Tag.isPrivate(tag) ? name.substring(0, 6) + "xxxx)" : name,
        (char) key,
        key >= NESTED,
        count);
  }
}
