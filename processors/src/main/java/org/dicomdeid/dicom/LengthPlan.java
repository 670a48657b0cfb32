/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.Arrays;

/** The new lengths of all sequences and items that changed, in one pass from the inside out. */
final class LengthPlan implements ChangedTree.Visitor {

  private static final int DELIMITER = 8;

  private long[] lengths = new long[16];

  /** Bytes so far of each open sequence or item, the root's first. */
  private long[] open = new long[16];

  private int depth;

  private LengthPlan() {}

  static LengthPlan of(DataSet root) throws IOException {
    LengthPlan plan = new LengthPlan();
    ChangedTree.walk(root, plan);
    return plan;
  }

  /** Content length of the sequence or item that a walk enters with this number. */
  long length(int number) {
    return lengths[number];
  }

  @Override
  public void element(DataSet holder, Element element) {
    Element.Span span = element.span();
    if (span != null) {
      add(span.end() - span.start());
    } else {
      long padded = element.length() + (element.length() & 1);
      add(ElementHeaderWriter.size(holder.encoding(), element.vr(), padded) + padded);
    }
  }

  @Override
  public void enterSequence(DataSet holder, Element sequence, int number) {
    enter();
  }

  @Override
  public void leaveSequence(DataSet holder, Element sequence, int number) throws DicomException {
    leave(number);
    Element.Span span = sequence.span();
    long header =
        span != null
            ? span.valueStart() - span.start()
            : ElementHeaderWriter.size(holder.encoding(), VR.SQ, lengths[number]);
    add(header + (sequence.isUndefinedLength() ? DELIMITER : 0));
    checkFits(sequence.isUndefinedLength(), number, holder, sequence.tag());
  }

  @Override
  public void copyItem(DataSet item) {
    add(item.span().end() - item.span().start());
  }

  @Override
  public void enterItem(DataSet item, int number) {
    enter();
  }

  @Override
  public void leaveItem(DataSet item, int number) throws DicomException {
    leave(number);
    add(8 + (item.isUndefinedLength() ? DELIMITER : 0));
    checkFits(item.isUndefinedLength(), number, item, Tag.ITEM);
  }

  private void enter() {
    if (++depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth] = 0;
  }

  private void leave(int number) {
    if (number >= lengths.length) {
      lengths = Arrays.copyOf(lengths, Math.max(number + 1, lengths.length * 2));
    }
    lengths[number] = open[depth--];
    add(lengths[number]);
  }

  private void add(long bytes) {
    open[depth] += bytes;
  }

  private void checkFits(boolean undefined, int number, DataSet holder, int tag)
      throws DicomException {
    if (!undefined && lengths[number] >= ElementHeaderWriter.UNDEFINED) {
      throw new DicomException(Fault.BAD_LENGTH, holder.path(tag), -1);
    }
  }
}
