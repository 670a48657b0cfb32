/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Writes an object: what was not edited byte for byte as it was read, sequence and item lengths
 * anew only where something inside them was. Group lengths (gggg,0000) are elements like others:
 * who edits a group removes its length (PS3.5 7.2).
 */
public final class DicomWriter {

  private DicomWriter() {}

  /** As {@link #write(DicomObject, FileMeta, DicomSink, MessageDigest)} without a digest. */
  public static void write(DicomObject object, FileMeta meta, DicomSink sink) throws IOException {
    write(object, meta, sink, null);
  }

  /**
   * Writes new file meta information and the data set, without what follows its last element. The
   * sink gets plain bytes, also where the data set is deflated: {@link OutputSink} makes file bytes
   * of them.
   *
   * @param inputDigest when not null, is fed exactly the bytes of {@link DicomObject#file()}, each
   *     once and in order, whatever is left out of what is written
   */
  public static void write(
      DicomObject object, FileMeta meta, DicomSink sink, MessageDigest inputDigest)
      throws IOException {
    InputDigest digest = inputDigest == null ? null : new InputDigest(object.file(), inputDigest);
    meta.writeTo(sink);
    writeDataSet(object.dataSet(), sink, digest, -1, null);
    if (digest != null) {
      digest.finish();
    }
  }

  /** Writes a data set that was made here. */
  public static void write(DataSet dataSet, FileMeta meta, DicomSink sink) throws IOException {
    meta.writeTo(sink);
    writeDataSet(dataSet, sink, null, -1, null);
  }

  /**
   * Writes the object with its own preamble, file meta information and trailing bytes. Without an
   * edit the output is the input, byte for byte.
   */
  public static void copy(DicomObject object, OutputStream out) throws IOException {
    boolean deflated = object.file() != object.body();
    if (deflated && !object.dataSet().isChanged()) {
      // To deflate anew need not give the same stream.
      SinkOutput raw =
          new SinkOutput(OutputSink.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, out), null);
      raw.copy(object.file(), 0, object.file().size());
      raw.flush();
      return;
    }
    DicomSink sink = OutputSink.of(object.transferSyntax(), out);
    SinkOutput head = new SinkOutput(sink, null);
    head.copy(object.file(), 0, object.dataSetStart());
    head.flush();
    writeDataSet(object.dataSet(), sink, null, object.tailStart(), object.body());
  }

  private static void writeDataSet(
      DataSet dataSet, DicomSink sink, InputDigest digest, long tailStart, ByteSource body)
      throws IOException {
    sink.dataSet();
    SinkOutput out = new SinkOutput(sink, digest);
    TreeWriter.write(dataSet, out);
    if (tailStart >= 0) {
      out.copy(body, tailStart, body.size());
    }
    out.flush();
    sink.end();
  }
}
