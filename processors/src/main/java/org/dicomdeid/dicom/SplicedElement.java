/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.Arrays;
import java.util.List;

/** Makes new bulk elements whose values stay where they are until they are written. */
public final class SplicedElement {

  /** The longest value or fragment: even, and not the length that stands for an undefined one. */
  public static final long MAX_LENGTH = 0xFFFFFFFEL;

  private final SplicedSource.Builder bytes = SplicedSource.builder();
  private final Encoding encoding;

  private SplicedElement(Encoding encoding) {
    this.encoding = encoding;
  }

  /**
   * An element whose value is {@code [from, to)} of a source, padded when its length is odd.
   *
   * @param encoding of the data set that it goes into
   * @throws IllegalArgumentException when the value is longer than {@link #MAX_LENGTH}
   */
  public static Element ofValue(
      Encoding encoding, int tag, VR vr, ByteSource source, long from, long to) {
    SplicedElement element = new SplicedElement(encoding);
    element.header(tag, vr, even(to - from));
    long start = element.bytes.size();
    element.padded(source, from, to);
    long end = element.bytes.size();
    return Element.at(new Element.Span(element.bytes.build(), 0, start, end, end), tag, vr);
  }

  /**
   * Encapsulated pixel data (PS3.5 A.4), each fragment padded when its length is odd.
   *
   * @param encoding of the data set that it goes into
   * @param items the Basic Offset Table, then each fragment
   * @throws IllegalArgumentException when a fragment is longer than {@link #MAX_LENGTH}
   */
  public static Element encapsulated(Encoding encoding, VR vr, List<? extends ByteSource> items) {
    SplicedElement element = new SplicedElement(encoding);
    element.header(Tag.PIXEL_DATA, vr, ElementHeaderWriter.UNDEFINED);
    long start = element.bytes.size();
    long[] places = new long[2 * items.size()];
    for (int i = 0; i < items.size(); i++) {
      ByteSource item = items.get(i);
      places[2 * i + 1] = even(item.size());
      element.item(Tag.ITEM, places[2 * i + 1]);
      places[2 * i] = element.bytes.size();
      element.padded(item, 0, item.size());
    }
    long end = element.bytes.size();
    element.item(Tag.SEQUENCE_DELIMITATION, 0);
    SplicedSource all = element.bytes.build();
    return Element.encapsulatedAt(
        new Element.Span(all, 0, start, end, all.size()), Tag.PIXEL_DATA, vr, places);
  }

  private void header(int tag, VR vr, long length) {
    byte[] header = new byte[ElementHeaderWriter.LONGEST];
    int size = ElementHeaderWriter.put(header, 0, encoding, tag, vr, length);
    bytes.append(Arrays.copyOf(header, size));
  }

  private void item(int tag, long length) {
    byte[] header = new byte[8];
    ElementHeaderWriter.putItem(header, 0, encoding, tag, length);
    bytes.append(header);
  }

  private void padded(ByteSource source, long from, long to) {
    bytes.append(source, from, to);
    if (((to - from) & 1) != 0) {
      bytes.append(new byte[1]);
    }
  }

  private static long even(long length) {
    long even = length + (length & 1);
    if (even > MAX_LENGTH) {
      throw new IllegalArgumentException("longer than a value can be");
    }
    return even;
  }
}
