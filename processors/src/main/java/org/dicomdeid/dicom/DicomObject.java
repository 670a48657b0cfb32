/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file read as DICOM: its file meta information (null when it had none), its data set, and the
 * source that both point into. Close it to release the source and any spool of an inflated data
 * set.
 */
public final class DicomObject implements Closeable {

  private final ByteSource file;
  private final ByteSource body;
  private final DataSet fileMeta;
  private final DataSet dataSet;
  private final TransferSyntax transferSyntax;
  private final long dataSetStart;
  private final long tailStart;

  /**
   * @param dataSetStart where the data set, or its deflated stream, begins in {@code file}
   * @param tailStart where bytes that belong to no element begin in {@code body}, -1 when none do
   * @param file the file as it is on disk
   * @param body what the data set's spans point into: {@code file}, or the inflated data set
   */
  DicomObject(
      ByteSource file,
      ByteSource body,
      DataSet fileMeta,
      DataSet dataSet,
      TransferSyntax transferSyntax,
      long dataSetStart,
      long tailStart) {
    this.file = file;
    this.body = body;
    this.fileMeta = fileMeta;
    this.dataSet = dataSet;
    this.transferSyntax = transferSyntax;
    this.dataSetStart = dataSetStart;
    this.tailStart = tailStart;
  }

  public ByteSource file() {
    return file;
  }

  public ByteSource body() {
    return body;
  }

  public DataSet fileMeta() {
    return fileMeta;
  }

  public DataSet dataSet() {
    return dataSet;
  }

  /**
   * How the data set is really laid out, which is not always what the file meta information says.
   */
  public TransferSyntax transferSyntax() {
    return transferSyntax;
  }

  /**
   * Whether bytes that belong to no element follow the last one: zeros, or fewer than make a
   * header. {@link DicomWriter#write} leaves them out.
   */
  public boolean hasTail() {
    return tailStart >= 0;
  }

  long tailStart() {
    return tailStart;
  }

  long dataSetStart() {
    return dataSetStart;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      body.close();
    }
  }
}
