/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/** Writes a data set: what did not change as it stood, what did in the layout of its data set. */
final class TreeWriter implements ChangedTree.Visitor {

  private final SinkOutput out;
  private final LengthPlan plan;
  private final byte[] header = new byte[ElementHeaderWriter.LONGEST];

  private TreeWriter(SinkOutput out, LengthPlan plan) {
    this.out = out;
    this.plan = plan;
  }

  static void write(DataSet root, SinkOutput out) throws IOException {
    ChangedTree.walk(root, new TreeWriter(out, LengthPlan.of(root)));
  }

  @Override
  public void element(DataSet holder, Element element) throws IOException {
    boolean pixels = holder.parent() == null && isPixelData(element.tag());
    Element.Span span = element.span();
    if (span == null) {
      byte[] value = Padding.even(element.bytes(Integer.MAX_VALUE), element.vr());
      putHeader(holder.encoding(), element.tag(), element.vr(), value.length);
      if (pixels) {
        out.putBulk(value);
      } else {
        out.put(value, 0, value.length);
      }
    } else if (pixels) {
      out.copy(span.source(), span.start(), span.valueStart());
      out.copyBulk(span.source(), span.valueStart(), span.valueEnd());
      out.copy(span.source(), span.valueEnd(), span.end());
    } else {
      out.copy(span.source(), span.start(), span.end());
    }
  }

  @Override
  public void enterSequence(DataSet holder, Element sequence, int number) throws IOException {
    Element.Span span = sequence.span();
    if (span == null) {
      long length =
          sequence.isUndefinedLength() ? ElementHeaderWriter.UNDEFINED : plan.length(number);
      putHeader(holder.encoding(), sequence.tag(), vrOf(holder, sequence), length);
    } else if (sequence.isUndefinedLength()) {
      out.copy(span.source(), span.start(), span.valueStart());
    } else {
      out.copyWithLength(
          span.source(),
          span.start(),
          span.valueStart(),
          plan.length(number),
          holder.encoding().isBigEndian());
    }
  }

  @Override
  public void leaveSequence(DataSet holder, Element sequence, int number) throws IOException {
    if (sequence.isUndefinedLength()) {
      Encoding inside =
          sequence.items().isEmpty() ? holder.encoding() : sequence.items().get(0).encoding();
      putItem(inside, Tag.SEQUENCE_DELIMITATION, 0);
    }
  }

  @Override
  public void copyItem(DataSet item) throws IOException {
    out.copy(item.span().source(), item.span().start(), item.span().end());
  }

  @Override
  public void enterItem(DataSet item, int number) throws IOException {
    putItem(
        item.encoding(),
        Tag.ITEM,
        item.isUndefinedLength() ? ElementHeaderWriter.UNDEFINED : plan.length(number));
  }

  @Override
  public void leaveItem(DataSet item, int number) throws IOException {
    if (item.isUndefinedLength()) {
      putItem(item.encoding(), Tag.ITEM_DELIMITATION, 0);
    }
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

  private void putHeader(Encoding encoding, int tag, VR vr, long length) throws IOException {
    out.put(header, 0, ElementHeaderWriter.put(header, 0, encoding, tag, vr, length));
  }

  private void putItem(Encoding encoding, int tag, long length) throws IOException {
    out.put(header, 0, ElementHeaderWriter.putItem(header, 0, encoding, tag, length));
  }
}
