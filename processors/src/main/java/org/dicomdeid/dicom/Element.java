/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One data element: a stretch of a source, or a value put there by an edit.
 *
 * <p>An element from a source stays bytes in that source until it is asked for; a writer copies it
 * as it stands. Its value is never changed: an edit puts another element in its place.
 */
public final class Element {

  /**
   * Where an element lies in its source: header start, value start, value end, and end with any
   * delimiter.
   */
  public record Span(ByteSource source, long start, long valueStart, long valueEnd, long end) {}

  private final int tag;
  private final VR vr;
  private final Span span;
  private final boolean undefinedLength;
  private final byte[] value;
  private final List<DataSet> items;
  private final long[] fragments;

  private Element(
      int tag,
      VR vr,
      Span span,
      boolean undefinedLength,
      byte[] value,
      List<DataSet> items,
      long[] fragments) {
    this.tag = tag;
    this.vr = vr;
    this.span = span;
    this.undefinedLength = undefinedLength;
    this.value = value;
    this.items = items;
    this.fragments = fragments;
  }

  /** An element read from a source, its value left there. */
  public static Element at(Span span, int tag, VR vr) {
    return new Element(tag, vr, span, false, null, null, null);
  }

  /**
   * A sequence read from a source; the list is filled by the reader.
   *
   * @param vr SQ, or UN when the source says so
   */
  public static Element sequenceAt(
      Span span, int tag, VR vr, boolean undefinedLength, List<DataSet> items) {
    return new Element(tag, vr, span, undefinedLength, null, items, null);
  }

  /**
   * Encapsulated pixel data read from a source.
   *
   * @param fragments value offset and length of each item in turn, the Basic Offset Table first
   */
  public static Element encapsulatedAt(Span span, int tag, VR vr, long[] fragments) {
    return new Element(tag, vr, span, true, null, null, fragments);
  }

  /** A new value, already padded and in the byte order of the data set that it goes into. */
  public static Element of(int tag, VR vr, byte[] value) {
    return new Element(tag, vr, null, false, value.clone(), null, null);
  }

  /** A new sequence, of defined length. */
  public static Element sequence(int tag, List<DataSet> items) {
    return sequence(tag, items, false);
  }

  /** A new sequence, of undefined length if so wished. */
  static Element sequence(int tag, List<DataSet> items, boolean undefinedLength) {
    return new Element(tag, VR.SQ, null, undefinedLength, null, items, null);
  }

  public int tag() {
    return tag;
  }

  /** As the source says, or as the dictionary does where the source is implicit. UN stays UN. */
  public VR vr() {
    return vr;
  }

  /** Where the element lies in its source; null for a new one. */
  public Span span() {
    return span;
  }

  /** Whether the source gives the length as FFFFFFFFH. */
  public boolean isUndefinedLength() {
    return undefinedLength;
  }

  public boolean isSequence() {
    return items != null;
  }

  /** The items of a sequence; empty for any other element. */
  public List<DataSet> items() {
    return items == null ? List.of() : items;
  }

  public boolean isEncapsulated() {
    return fragments != null;
  }

  /** Value offset and length of each fragment in turn, the Basic Offset Table first. */
  public long[] fragments() {
    return fragments.clone();
  }

  /** Bytes of the value, delimiters excluded. */
  public long length() {
    return value != null ? value.length : span == null ? 0 : span.valueEnd() - span.valueStart();
  }

  /**
   * Whether the value is not in the source as it stands; says nothing of the items of a sequence.
   */
  public boolean isNew() {
    return span == null;
  }

  /**
   * The value, in the byte order of its data set.
   *
   * @throws DicomException VALUE_TOO_LARGE when it has more bytes than {@code limit}
   */
  public byte[] bytes(int limit) throws IOException {
    if (value != null) {
      return value.clone();
    }
    if (length() > limit) {
      throw new DicomException(Fault.VALUE_TOO_LARGE, Tag.format(tag), span.start());
    }
    byte[] bytes = new byte[(int) length()];
    if (span != null) {
      span.source().read(span.valueStart(), bytes, 0, bytes.length);
    }
    return bytes;
  }

  /** Tag, VR and length; never the value. */
  @Override
  public String toString() {
    return Tag.format(tag)
        + " "
        + vr
        + " "
        + (isSequence() ? items.size() + " items" : length() + " bytes");
  }

  /** Whether the value equals these bytes. */
  public boolean hasValue(byte[] other) throws IOException {
    return length() == other.length && Arrays.equals(bytes(other.length), other);
  }
}
