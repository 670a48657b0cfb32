/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * A file that cannot be read as DICOM: what is wrong, and where by tag path and byte offset; never
 * a value.
 */
public final class DicomException extends IOException {

  private final Fault fault;
  private final String path;
  private final long offset;

  /**
   * @param path tag path such as {@code (0040,0275)[0](0008,0050)}, empty at the top
   * @param offset byte offset in the file (in the inflated data set when deflated), -1 when it has
   *     none
   */
  public DicomException(Fault fault, String path, long offset) {
    super(
        fault.code()
            + ": "
            + fault.meaning()
            + (path.isEmpty() ? "" : " at " + path)
            + (offset < 0 ? "" : ", byte " + offset));
    this.fault = fault;
    this.path = path;
    this.offset = offset;
  }

  public Fault fault() {
    return fault;
  }

  public String path() {
    return path;
  }

  public long offset() {
    return offset;
  }
}
