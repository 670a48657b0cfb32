/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private record Key(int tag, char action, boolean nested) {}

  private final Map<Key, int[]> counts = new HashMap<>();

  @Override
  public void decided(DataSet dataSet, Element before, Element after, Action action, Rule rule) {
    if (after != before) {
      int tag = Tag.isPrivate(before.tag()) ? before.tag() & 0xFFFF0000 : before.tag();
      Key key = new Key(tag, after == null ? 'X' : code(action), dataSet.parent() != null);
      counts.computeIfAbsent(key, unseen -> new int[1])[0]++;
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
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Key, int[]> entry) -> entry.getKey().nested())
                .thenComparing(entry -> entry.getKey().tag(), Integer::compareUnsigned)
                .thenComparing(entry -> entry.getKey().action()))
        .map(entry -> entry(entry.getKey(), entry.getValue()[0]))
        .toList();
  }

  private static Entry entry(Key key, int count) {
    String tag = Tag.format(key.tag());
    return new Entry(
        Tag.isPrivate(key.tag()) ? tag.substring(0, 6) + "xxxx)" : tag,
        key.action(),
        key.nested(),
        count);
  }
}
