/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes a data set: what did not change as it stood, what did in the layout of its data set. Goes
 * into a sequence or item only where something in it changed, and not by recursion.
 */
final class TreeWriter {

  /** A data set, or a sequence of one, whose end is not planned yet. */
  private static final class Level {
    final DataSet dataSet;
    final Element sequence;
    final boolean undefinedLength;
    int next;
    int lengthField;
    long start;

    Level(DataSet dataSet, Element sequence, boolean undefinedLength) {
      this.dataSet = dataSet;
      this.sequence = sequence;
      this.undefinedLength = undefinedLength;
    }
  }

  private final WritePlan plan = new WritePlan();
  private final Deque<Level> levels = new ArrayDeque<>();

  private TreeWriter() {}

  static void write(DataSet root, SinkOutput out) throws IOException {
    TreeWriter writer = new TreeWriter();
    writer.plan(root);
    writer.plan.write(out);
  }

  private void plan(DataSet root) throws IOException {
    levels.push(new Level(root, null, true));
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      if (level.sequence == null) {
        elements(level);
      } else {
        items(level);
      }
    }
  }

  /** Up to the next sequence that must be gone into, or to the end. */
  private void elements(Level level) throws IOException {
    DataSet dataSet = level.dataSet;
    while (level.next < dataSet.size()) {
      Element element = dataSet.at(level.next++);
      if (!isAsRead(element)) {
        enterSequence(dataSet, element);
        return;
      }
      element(dataSet, element);
    }
    levels.pop();
    if (!levels.isEmpty()) {
      leave(level, dataSet.encoding(), dataSet.encoding(), Tag.ITEM);
    }
  }

  /** Up to the next item that must be gone into, or to the end. */
  private void items(Level level) throws DicomException {
    List<DataSet> items = level.sequence.items();
    while (level.next < items.size()) {
      DataSet item = items.get(level.next++);
      if (!isAsRead(item)) {
        enterItem(item);
        return;
      }
      plan.copy(item.span().source(), item.span().start(), item.span().end());
    }
    levels.pop();
    Encoding holder = level.dataSet.encoding();
    leave(level, holder, items.isEmpty() ? holder : items.get(0).encoding(), level.sequence.tag());
  }

  private void element(DataSet holder, Element element) throws IOException {
    boolean pixels = holder.parent() == null && isPixelData(element.tag());
    Element.Span span = element.span();
    if (span == null) {
      long padded = element.length() + (element.length() & 1);
      plan.header(holder.encoding(), element.tag(), element.vr(), padded);
      plan.value(element, pixels);
    } else if (pixels) {
      plan.copy(span.source(), span.start(), span.valueStart());
      plan.copyBulk(span.source(), span.valueStart(), span.valueEnd());
      plan.copy(span.source(), span.valueEnd(), span.end());
    } else {
      plan.copy(span.source(), span.start(), span.end());
    }
  }

  private void enterSequence(DataSet holder, Element sequence) throws DicomException {
    Element.Span span = sequence.span();
    if (span == null) {
      plan.header(
          holder.encoding(),
          sequence.tag(),
          vrOf(holder, sequence),
          sequence.isUndefinedLength() ? ElementHeaderWriter.UNDEFINED : 0);
    } else if (sequence.isUndefinedLength()) {
      plan.copy(span.source(), span.start(), span.valueStart());
    } else {
      plan.copy(span.source(), span.start(), span.valueStart() - 4);
      plan.lengthField();
    }
    enter(new Level(holder, sequence, sequence.isUndefinedLength()));
  }

  private void enterItem(DataSet item) {
    boolean undefined = item.isUndefinedLength();
    plan.item(item.encoding(), Tag.ITEM, undefined ? ElementHeaderWriter.UNDEFINED : 0);
    enter(new Level(item, null, undefined));
  }

  private void enter(Level level) {
    level.lengthField = plan.lastLengthField();
    level.start = plan.size();
    levels.push(level);
  }

  /** Ends a sequence or an item: by a delimiter, or by telling its length. */
  private void leave(Level level, Encoding header, Encoding inside, int tag) throws DicomException {
    if (level.undefinedLength) {
      boolean item = level.sequence == null;
      plan.item(inside, item ? Tag.ITEM_DELIMITATION : Tag.SEQUENCE_DELIMITATION, 0);
      return;
    }
    long length = plan.size() - level.start;
    if (length >= ElementHeaderWriter.UNDEFINED) {
      throw new DicomException(Fault.BAD_LENGTH, level.dataSet.path(tag), -1);
    }
    plan.setLength(level.lengthField, length, header.isBigEndian());
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

  private static boolean isPixelData(int tag) {
    return tag == Tag.PIXEL_DATA
        || tag == Tag.FLOAT_PIXEL_DATA
        || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA;
  }

  /** A new sequence of items that were read from UN stays UN (PS3.5 6.2.2). */
  private static VR vrOf(DataSet holder, Element sequence) throws DicomException {
    VR vr = VR.SQ;
    for (DataSet item : sequence.items()) {
      if (item.encoding() != holder.encoding()) {
        if (item.encoding() != Encoding.IMPLICIT_LITTLE_ENDIAN) {
          throw new DicomException(Fault.BAD_STRUCTURE, holder.path(sequence.tag()), -1);
        }
        vr = VR.UN;
      } else if (vr == VR.UN) {
        throw new DicomException(Fault.BAD_STRUCTURE, holder.path(sequence.tag()), -1);
      }
    }
    return vr;
  }
}
