/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Walks a data set in order and goes into a sequence or item only where something in it changed.
 * What is gone into is numbered in the order of entry, so that two walks agree.
 */
final class ChangedTree {

  /** What a walk meets. */
  interface Visitor {
    /** An element that is written as one piece. */
    void element(DataSet holder, Element element) throws IOException;

    void enterSequence(DataSet holder, Element sequence, int number) throws IOException;

    void leaveSequence(DataSet holder, Element sequence, int number) throws IOException;

    /** An item that is copied as it stands. */
    void copyItem(DataSet item) throws IOException;

    void enterItem(DataSet item, int number) throws IOException;

    void leaveItem(DataSet item, int number) throws IOException;
  }

  private static final class Level {
    final DataSet dataSet;
    final Element sequence;
    final int number;
    int next;

    Level(DataSet dataSet, Element sequence, int number) {
      this.dataSet = dataSet;
      this.sequence = sequence;
      this.number = number;
    }
  }

  private ChangedTree() {}

  static void walk(DataSet root, Visitor visitor) throws IOException {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(root, null, -1));
    int entered = 0;
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      if (level.sequence != null) {
        List<DataSet> items = level.sequence.items();
        if (level.next == items.size()) {
          levels.pop();
          visitor.leaveSequence(level.dataSet, level.sequence, level.number);
          continue;
        }
        DataSet item = items.get(level.next++);
        if (isAsRead(item)) {
          visitor.copyItem(item);
        } else {
          visitor.enterItem(item, entered);
          levels.push(new Level(item, null, entered++));
        }
      } else if (level.next < level.dataSet.size()) {
        Element element = level.dataSet.at(level.next++);
        if (isAsRead(element)) {
          visitor.element(level.dataSet, element);
        } else {
          visitor.enterSequence(level.dataSet, element, entered);
          levels.push(new Level(level.dataSet, element, entered++));
        }
      } else {
        levels.pop();
        if (level.number >= 0) {
          visitor.leaveItem(level.dataSet, level.number);
        }
      }
    }
  }

  private static boolean isAsRead(DataSet item) {
    return item.span() != null && !item.isChanged();
  }

  private static boolean isAsRead(Element element) {
    if (!element.isSequence()) {
      return true;
    }
    if (element.isNew()) {
      return false;
    }
    for (DataSet item : element.items()) {
      if (!isAsRead(item)) {
        return false;
      }
    }
    return true;
  }
}
