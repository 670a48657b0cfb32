/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes an object from nothing. Elements may be put in any order; text goes through (0008,0005)
 * when that was put before.
 */
public final class DicomBuilder {

  private final DataSet dataSet;
  private final TransferSyntax syntax;
  private final boolean undefinedLengths;

  private DicomBuilder(DataSet dataSet, TransferSyntax syntax, boolean undefinedLengths) {
    this.dataSet = dataSet;
    this.syntax = syntax;
    this.undefinedLengths = undefinedLengths;
  }

  /** An empty data set in this transfer syntax; sequences and items get defined lengths. */
  public static DicomBuilder of(TransferSyntax syntax) {
    return new DicomBuilder(DataSet.root(syntax.encoding()), syntax, false);
  }

  /** The same, with undefined lengths for sequences and items. */
  public static DicomBuilder ofUndefinedLengths(TransferSyntax syntax) {
    return new DicomBuilder(DataSet.root(syntax.encoding()), syntax, true);
  }

  /** Text, joined by backslashes, with the VR of the dictionary. */
  public DicomBuilder put(int tag, String... values) {
    return put(tag, DataElementHeader.implicitVr(tag), values);
  }

  /** Text, joined by backslashes. */
  public DicomBuilder put(int tag, VR vr, String... values) {
    byte[] bytes = dataSet.characterSet().encode(String.join("\\", values), vr);
    put(tag, vr, bytes);
    if (tag == Tag.SPECIFIC_CHARACTER_SET) {
      dataSet.characterSet(CharacterSet.of(List.of(values)));
    }
    return this;
  }

  /** Integers of US, SS, UL, SL, AT (as tags) or IS. */
  public DicomBuilder put(int tag, VR vr, int... values) {
    if (vr == VR.IS) {
      List<String> texts = new ArrayList<>();
      for (int value : values) {
        texts.add(Integer.toString(value));
      }
      return put(tag, vr, texts.toArray(String[]::new));
    }
    boolean bigEndian = dataSet.encoding().isBigEndian();
    boolean wide = vr == VR.UL || vr == VR.SL;
    if (!wide && vr != VR.US && vr != VR.SS && vr != VR.AT) {
      throw new IllegalArgumentException("not an integer VR: " + vr);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * values.length)
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      if (wide) {
        bytes.putInt(value);
      } else if (vr == VR.AT) {
        bytes.putShort((short) Tag.group(value)).putShort((short) Tag.element(value));
      } else {
        bytes.putShort((short) value);
      }
    }
    byte[] filled = new byte[bytes.position()];
    bytes.flip().get(filled);
    return put(tag, vr, filled);
  }

  /** Bytes in the byte order of the data set, padded here when their number is odd. */
  public DicomBuilder put(int tag, VR vr, byte[] value) {
    dataSet.put(Element.of(tag, vr, Padding.even(value, vr)));
    return this;
  }

  /** A sequence; each item is filled by its consumer. */
  @SafeVarargs
  public final DicomBuilder sequence(int tag, Consumer<DicomBuilder>... items) {
    List<DataSet> filled = new ArrayList<>();
    for (Consumer<DicomBuilder> item : items) {
      DataSet inside = DataSet.item(dataSet.encoding(), dataSet, tag, filled.size());
      inside.placed(null, undefinedLengths);
      item.accept(new DicomBuilder(inside, syntax, undefinedLengths));
      filled.add(inside);
    }
    dataSet.put(Element.sequence(tag, filled, undefinedLengths));
    return this;
  }

  /** Encapsulated pixel data with an empty Basic Offset Table (PS3.5 A.4). */
  public DicomBuilder encapsulated(List<byte[]> fragments) {
    Encoding encoding = dataSet.encoding();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] header = new byte[ElementHeaderWriter.LONGEST];
    int start =
        ElementHeaderWriter.put(
            header, 0, encoding, Tag.PIXEL_DATA, VR.OB, ElementHeaderWriter.UNDEFINED);
    bytes.write(header, 0, start);
    long[] places = new long[2 * fragments.size() + 2];
    putItem(bytes, header, Tag.ITEM, 0);
    places[0] = bytes.size();
    for (int i = 0; i < fragments.size(); i++) {
      byte[] fragment = Padding.even(fragments.get(i), VR.OB);
      putItem(bytes, header, Tag.ITEM, fragment.length);
      places[2 * i + 2] = bytes.size();
      places[2 * i + 3] = fragment.length;
      bytes.writeBytes(fragment);
    }
    int end = bytes.size();
    putItem(bytes, header, Tag.SEQUENCE_DELIMITATION, 0);
    Element.Span span =
        new Element.Span(new MemorySource(bytes.toByteArray()), 0, start, end, bytes.size());
    dataSet.put(Element.encapsulatedAt(span, Tag.PIXEL_DATA, VR.OB, places));
    return this;
  }

  private void putItem(ByteArrayOutputStream bytes, byte[] header, int tag, long length) {
    bytes.write(header, 0, ElementHeaderWriter.putItem(header, 0, dataSet.encoding(), tag, length));
  }

  /** What was put so far; later puts show in it. */
  public DataSet dataSet() {
    return dataSet;
  }

  /**
   * Writes a Part 10 file whose file meta information repeats (0008,0016) and (0008,0018); the
   * stream is not closed.
   */
  public void write(OutputStream out, String implementationClassUid, String implementationVersion)
      throws IOException {
    String sopClass = dataSet.string(Tag.SOP_CLASS_UID);
    String sopInstance = dataSet.string(Tag.SOP_INSTANCE_UID);
    FileMeta meta =
        FileMeta.of(
            sopClass == null ? "" : sopClass,
            sopInstance == null ? "" : sopInstance,
            syntax.uid(),
            implementationClassUid,
            implementationVersion);
    DicomWriter.write(dataSet, meta, OutputSink.of(syntax, out));
  }

  /** As {@link #write(OutputStream, String, String)}, to a file. */
  public void write(Path file, String implementationClassUid, String implementationVersion)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, implementationClassUid, implementationVersion);
    }
  }
}
