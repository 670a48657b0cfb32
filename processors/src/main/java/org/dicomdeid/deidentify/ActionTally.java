/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Nesting, tag and action of each change, in this order of weight; counted when asked for. */
  private long[] changes = new long[64];

  private int size;

  @Override
  public void decided(DataSet dataSet, Element before, Element after, Action action, Rule rule) {
    if (after != before) {
      int tag = Tag.isPrivate(before.tag()) ? before.tag() & 0xFFFF0000 : before.tag();
      if (size == changes.length) {
        changes = Arrays.copyOf(changes, 2 * size);
      }
      changes[size++] =
          (dataSet.parent() != null ? NESTED : 0)
              | Integer.toUnsignedLong(tag) << 16
              | (after == null ? 'X' : code(action));
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
    long[] sorted = Arrays.copyOf(changes, size);
    Arrays.sort(sorted);
    List<Entry> entries = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= size; to++) {
      if (to == size || sorted[to] != sorted[from]) {
        entries.add(entry(sorted[from], to - from));
        from = to;
      }
    }
    return entries;
  }

  private static Entry entry(long change, int count) {
    int tag = (int) (change >>> 16);
    String name = Tag.format(tag);
    return new Entry(
        Tag.isPrivate(tag) ? name.substring(0, 6) + "xxxx)" : name,
        (char) change,
        change >= NESTED,
        count);
  }
}
